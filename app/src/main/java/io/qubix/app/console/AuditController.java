package io.qubix.app.console;

import io.qubix.api.Rejection;
import io.qubix.app.ConsolePaths;
import io.qubix.log.name.EventNames;
import io.qubix.log.read.StoredEvent;
import io.qubix.log.seal.InclusionProof;
import io.qubix.log.seal.Seal;
import io.qubix.query.ForQueries;
import io.qubix.query.audit.LogSearch;
import io.qubix.query.projection.rebuild.Projections;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Serves the pages for auditors: the events as stored, and the checks. */
@Controller
@ForQueries
class AuditController {

  private static final List<String> EVENTS =
      EventNames.RELEASED.all().stream().map(EventNames::brief).toList();

  private static final int PAGE = 50;
  private static final int LONGEST_SHOWN = 100_000;
  private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{36}");
  private static final Pattern POSITION = Pattern.compile("\\d{1,18}");

  private final LogSearch log;
  private final Projections projections;
  private final ObjectProvider<Seal> seal;

  AuditController(LogSearch log, Projections projections, ObjectProvider<Seal> seal) {
    this.log = log;
    this.projections = projections;
    this.seal = seal;
  }

  @GetMapping("/audit")
  String events(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    LogSearch.Selection wanted =
        new LogSearch.Selection(
            form.text("type"),
            streamOf(form.parameters().stream("stream", query.get("stream"))),
            form.moment("since"),
            form.moment("until"));
    @Nullable Long before = form.parameters().position("before", query.get("before"));
    LogSearch.Page page =
        form.find(() -> log.before(before, wanted, PAGE), new LogSearch.Page(List.of(), null));
    model.addAttribute("query", query);
    model.addAttribute("since", wanted.since());
    model.addAttribute("until", wanted.until());
    model.addAttribute("errors", form.errors());
    model.addAttribute("types", EVENTS);
    model.addAttribute("events", page.events());
    model.addAttribute("next", query.next("before", page.next()));
    return ConsolePaths.isForPart(request) ? "audit :: found" : "audit";
  }

  /** Accepts a job's id without the prefix. */
  private static @Nullable String streamOf(@Nullable String text) {
    return text != null && UUID.matcher(text).matches()
        ? "job:" + text.toLowerCase(Locale.ROOT)
        : text;
  }

  @GetMapping("/audit/events/{position}")
  String event(@PathVariable String position, Model model) {
    long place = POSITION.matcher(position).matches() ? Long.parseLong(position) : 0;
    StoredEvent event = log.at(place).orElseThrow(() -> Rejection.NotFound.noSuch("event"));
    Seal sealed = seal.getIfAvailable();
    model.addAttribute("event", event);
    model.addAttribute("json", shown(event));
    model.addAttribute("head", log.head());
    @Nullable InclusionProof proof = sealed == null ? null : sealed.proof(place).orElse(null);
    model.addAttribute("proof", proof);
    if (proof != null) {
      model.addAttribute(
          "leafBytes",
          beginning(proof.leafBytes(), "/api/audit/events/" + event.position() + "/proof"));
    }
    return "event";
  }

  private static String shown(StoredEvent event) {
    String compact = event.payload().toString();
    return compact.length() <= LONGEST_SHOWN
        ? event.payload().toPrettyString()
        : beginning(compact, "/api/audit/events/" + event.position());
  }

  /** Cuts a large event to its beginning; the API has all of it. An event may have 8 MB. */
  private static String beginning(String text, String path) {
    return text.length() <= LONGEST_SHOWN
        ? text
        : text.substring(0, LONGEST_SHOWN) + "… The rest is at " + path;
  }

  @GetMapping("/audit/checks")
  String checks(HttpServletRequest request, Model model) {
    Seal sealed = seal.getIfAvailable();
    List<Projections.Status> models = projections.all();
    model.addAttribute("models", models);
    model.addAttribute(
        "rebuilding", models.stream().anyMatch(one -> one.state() == Projections.State.REBUILDING));
    model.addAttribute("took", took(models));
    if (ConsolePaths.isForPart(request)) {
      return "checks :: models";
    }
    model.addAttribute("head", log.head());
    model.addAttribute("seal", sealed == null ? null : sealed.signedHead().orElse(null));
    return "checks";
  }

  /** Returns how long the last rebuild of each read model took, in seconds. */
  private static Map<String, Double> took(List<Projections.Status> models) {
    Map<String, Double> took = new HashMap<>();
    for (Projections.Status one : models) {
      Projections.RebuildStatus run = one.rebuild();
      if (run != null && run.endedAt() != null) {
        took.put(one.name(), Duration.between(run.startedAt(), run.endedAt()).toMillis() / 1000.0);
      }
    }
    return took;
  }
}
