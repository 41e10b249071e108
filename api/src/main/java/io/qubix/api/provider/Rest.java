package io.qubix.api.provider;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a provider gets no job for a while, although it may be online.
 *
 * @param failures attempts of it that failed one after another
 * @param coolingUntil when it may have jobs again after so many failures, or null when it may
 * @param draining whether it finishes what it holds and takes no more
 * @param availableAt when it comes back from draining or from being out, or null when it does not
 *     by itself
 */
public record Rest(
    int failures, @Nullable Instant coolingUntil, boolean draining, @Nullable Instant availableAt) {

  /** Of a provider that does not rest. */
  public static final Rest NONE = new Rest(0, null, false, null);

  /** Returns when some of it is over, or null for never. */
  public @Nullable Instant endsAt() {
    return Stream.of(coolingUntil, availableAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /**
   * Counts an attempt that failed. One that began before a cool-down and fails in it tells nothing
   * new.
   */
  public Rest afterFailure() {
    return coolingUntil == null ? new Rest(failures + 1, null, draining, availableAt) : this;
  }

  public Rest afterSuccess() {
    return new Rest(0, null, draining, availableAt);
  }

  public Rest cooling(Instant until) {
    return new Rest(failures, until, draining, availableAt);
  }

  /**
   * @param forgiven whether the failures so far no longer count
   */
  public Rest cooled(boolean forgiven) {
    return new Rest(forgiven ? 0 : failures, null, draining, availableAt);
  }

  public Rest away(boolean draining, @Nullable Instant availableAt) {
    return new Rest(failures, coolingUntil, draining, availableAt);
  }
}
