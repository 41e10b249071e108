package io.qubix.query.decision;

import io.qubix.api.job.JobId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job that went to a provider, as another provider sees it.
 *
 * @param at when it was assigned
 * @param got whether it was this provider that got it
 * @param reason why not, as a constant, or null when it got it
 * @param by how much it missed, in QUBIC an hour, GB or a number, or null where that says nothing
 * @param words the reason and by how much, for people, or null when it got it
 */
public record Chance(
    JobId jobId,
    Instant at,
    boolean got,
    @Nullable String reason,
    @Nullable BigDecimal by,
    @Nullable String words) {

  static Chance taken(JobId job, Instant at) {
    return new Chance(job, at, true, null, null, null);
  }

  static Chance missed(JobId job, Instant at, Obstacle why) {
    return new Chance(job, at, false, why.reason(), why.by(), why.sentence());
  }
}
