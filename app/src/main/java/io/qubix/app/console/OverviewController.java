package io.qubix.app.console;

import io.qubix.api.job.JobStatus;
import io.qubix.app.ConsolePaths;
import io.qubix.query.ForQueries;
import io.qubix.query.job.JobFilter;
import io.qubix.query.job.JobSearch;
import io.qubix.query.market.JobStatistics;
import io.qubix.query.projection.rebuild.Projections;
import io.qubix.query.provider.Market;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the first page: the market's current figures. */
@Controller
@ForQueries
class OverviewController {

  private static final int NEWEST = 8;
  private static final double BAR = 1000;

  /**
   * A segment of the bar of all jobs.
   *
   * @param x where it begins, of 1000
   * @param width of 1000
   */
  record Part(JobStatus status, long jobs, double x, double width) {}

  private final JobStatistics statistics;
  private final JobSearch jobs;
  private final Market market;
  private final Projections projections;

  OverviewController(
      JobStatistics statistics, JobSearch jobs, Market market, Projections projections) {
    this.statistics = statistics;
    this.jobs = jobs;
    this.market = market;
    this.projections = projections;
  }

  @GetMapping("/")
  String overview(HttpServletRequest request, Model model) {
    Map<JobStatus, Long> byStatus = statistics.byStatus();
    List<Projections.Status> readModels = projections.all();
    model.addAttribute(
        "working", byStatus.get(JobStatus.RUNNING) + byStatus.get(JobStatus.ASSIGNED));
    model.addAttribute("pending", byStatus.get(JobStatus.PENDING));
    model.addAttribute("parts", parts(byStatus));
    model.addAttribute("total", byStatus.values().stream().mapToLong(Long::longValue).sum());
    model.addAttribute("providers", market.presence());
    model.addAttribute("waiting", statistics.waiting());
    model.addAttribute("today", statistics.today());
    model.addAttribute("readModels", readModels);
    model.addAttribute(
        "lag", readModels.stream().mapToLong(Projections.Status::lag).max().orElse(0));
    model.addAttribute(
        "letters", readModels.stream().mapToLong(Projections.Status::deadLetters).sum());
    model.addAttribute(
        "newest", jobs.find(new JobFilter(null, null, null, null, null), NEWEST).jobs());
    return ConsolePaths.isForPart(request) ? "overview :: live" : "overview";
  }

  private static List<Part> parts(Map<JobStatus, Long> byStatus) {
    long total = byStatus.values().stream().mapToLong(Long::longValue).sum();
    List<Part> parts = new ArrayList<>();
    double x = 0;
    for (Map.Entry<JobStatus, Long> entry : byStatus.entrySet()) {
      double width = total == 0 ? 0 : BAR * entry.getValue() / total;
      parts.add(new Part(entry.getKey(), entry.getValue(), x, width));
      x += width;
    }
    return parts;
  }
}
