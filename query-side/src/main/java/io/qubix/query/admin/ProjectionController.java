package io.qubix.query.admin;

import io.qubix.api.act.RebuildOrdered;
import io.qubix.query.ForQueries;
import io.qubix.query.act.ActLog;
import io.qubix.query.projection.rebuild.Projections;
import java.time.Clock;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class ProjectionController {

  /** A rebuild that has begun. */
  record Started(boolean success, String message, Projections.Status projection) {}

  private final Projections projections;
  private final ActLog acts;
  private final Clock clock;

  ProjectionController(Projections projections, ActLog acts, Clock clock) {
    this.projections = projections;
    this.acts = acts;
    this.clock = clock;
  }

  @GetMapping("/api/admin/projections")
  List<Projections.Status> list() {
    return projections.all();
  }

  @PostMapping("/api/admin/projections/{name}/replay")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Started replay(@PathVariable String name) {
    if (projections.names().contains(name)) {
      acts.append(new RebuildOrdered(name, clock.instant()));
    }
    Projections.Status status = projections.replay(name);
    return new Started(true, "The projection " + name + " is being rebuilt", status);
  }
}
