package io.qubix.app.console;

import io.qubix.query.ForQueries;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the form for a job; the page itself sends the job to the API. */
@Controller
@ForQueries
class SubmitController {

  @GetMapping("/submit")
  String submit() {
    return "submit";
  }
}
