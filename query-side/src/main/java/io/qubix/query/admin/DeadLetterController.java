package io.qubix.query.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.qubix.api.Rejection;
import io.qubix.api.act.DeadLetterRetried;
import io.qubix.api.request.Storable;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.act.ActLog;
import io.qubix.query.projection.letter.DeadLetters;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class DeadLetterController {

  /**
   * The result of a retry.
   *
   * @param success whether the read model has taken in the event
   * @param handled how many events of its stream were taken in
   * @param remaining how many of them still wait
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Outcome(boolean success, int handled, int remaining, @Nullable String error) {}

  private final DeadLetters letters;
  private final ActLog acts;
  private final Clock clock;

  DeadLetterController(DeadLetters letters, ActLog acts, Clock clock) {
    this.letters = letters;
    this.acts = acts;
    this.clock = clock;
  }

  @GetMapping("/api/admin/dead-letters")
  List<DeadLetters.Letter> list(@RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    int count = parameters.limit(limit);
    parameters.verify();
    return letters.oldest(count);
  }

  @PostMapping("/api/admin/dead-letters/{id}/retry")
  Outcome retry(@PathVariable String id) {
    if (!Storable.isText(id)) {
      throw Rejection.NotFound.noSuch("dead letter");
    }
    letters.verifyRetry(id);
    acts.append(new DeadLetterRetried(id, clock.instant()));
    DeadLetters.Retried retried = letters.retry(id);
    return new Outcome(!letters.holds(id), retried.handled(), retried.remaining(), retried.error());
  }
}
