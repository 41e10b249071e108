package io.qubix.app.console;

import io.qubix.api.Rejection;
import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.app.ConsolePaths;
import io.qubix.query.ForQueries;
import io.qubix.query.decision.Chance;
import io.qubix.query.decision.Chances;
import io.qubix.query.decision.MissedJobs;
import io.qubix.query.job.JobFilter;
import io.qubix.query.job.JobQueries;
import io.qubix.query.job.JobSearch;
import io.qubix.query.provider.ProviderQueries;
import io.qubix.query.provider.ProviderSearch;
import io.qubix.query.provider.history.ProviderHistory;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves a provider's page: its machine, its jobs, its earnings and its chances. */
@Controller
@ForQueries
class ProviderPageController {

  private static final int NEWEST = 20;
  private static final int WEEK = 7;

  private final ProviderQueries providers;
  private final ProviderSearch search;
  private final JobQueries jobs;
  private final JobSearch history;
  private final Chances chances;

  ProviderPageController(
      ProviderQueries providers,
      ProviderSearch search,
      JobQueries jobs,
      JobSearch history,
      Chances chances) {
    this.providers = providers;
    this.search = search;
    this.jobs = jobs;
    this.history = history;
    this.chances = chances;
  }

  @GetMapping("/market/{id}")
  String provider(@PathVariable String id, HttpServletRequest request, Model model) {
    ProviderView provider = providers.find(id).orElseThrow(Rejection.NotFound::provider);
    String worker = provider.workerId().value();
    List<JobView> current =
        provider.presence().currentJobIds().stream()
            .flatMap(held -> jobs.find(held, JobView.MOST_IN_LISTS).stream())
            .toList();
    model.addAttribute("provider", provider);
    model.addAttribute("listed", search.isListed(worker).orElse(true));
    model.addAttribute("reputation", search.state(worker).orElseThrow().reputation());
    model.addAttribute("uptime", search.uptime(worker, WEEK).orElseThrow());
    model.addAttribute("current", current);
    List<ProviderHistory.Day> days = search.days(worker, WEEK).orElseThrow();
    model.addAttribute("today", days.get(WEEK - 1).earned());
    model.addAttribute(
        "week", days.stream().map(ProviderHistory.Day::earned).reduce(Sum.ZERO, Sum::plus));
    model.addAttribute("overReported", history.countOverReportedBy(provider.workerId()));
    model.addAttribute(
        "jobs", history.find(new JobFilter(null, null, null, worker, null), NEWEST).jobs());
    return ConsolePaths.isForPart(request) ? "provider :: live" : "provider";
  }

  @GetMapping("/market/{id}/chances")
  String chances(@PathVariable String id, Model model) {
    List<Chance> last = chances.of(id, Chances.MOST);
    model.addAttribute("got", last.stream().filter(Chance::got).count());
    model.addAttribute("missed", MissedJobs.in(last));
    return "chances :: last";
  }
}
