package io.qubix.app.console;

import io.qubix.api.job.JobStatus;
import io.qubix.app.ConsolePaths;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobFilter;
import io.qubix.query.job.JobSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Serves the list of jobs, newest first, by the reader's filter; the script {@code records.js}
 * loads more.
 */
@Controller
@ForQueries
class JobsController {

  private static final int PAGE = 50;

  private final JobSearch jobs;

  JobsController(JobSearch jobs) {
    this.jobs = jobs;
  }

  @GetMapping("/jobs")
  String jobs(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    JobFilter filter =
        new JobFilter(
            form.parameters().word("status", query.get("status"), JobStatus.class),
            form.name("modelType"),
            form.parameters().address("qubicAddress", query.get("qubicAddress")),
            form.name("workerId"),
            form.parameters().label("label", query.get("label")),
            form.moment("since"),
            form.moment("until"),
            form.parameters().before(query.get("before"), JobSearch.CURSOR));
    JobSearch.Page page =
        form.find(() -> jobs.find(filter, PAGE), new JobSearch.Page(List.of(), null));
    model.addAttribute("query", query);
    model.addAttribute("since", filter.since());
    model.addAttribute("until", filter.until());
    model.addAttribute("errors", form.errors());
    model.addAttribute("statuses", JobStatus.values());
    model.addAttribute("jobs", page.jobs());
    model.addAttribute("next", query.next("before", page.next()));
    return ConsolePaths.isForPart(request) ? "jobs :: found" : "jobs";
  }
}
