package io.qubix.app.console;

import io.qubix.query.ForQueries;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where a job is written; the page sends it to the API itself. */
@Controller
@ForQueries
class SubmitController {

  @GetMapping("/submit")
  String submit() {
    return "submit";
  }
}
