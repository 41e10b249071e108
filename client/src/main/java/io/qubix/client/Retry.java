package io.qubix.client;

import io.qubix.client.ServiceException.Refused;
import io.qubix.client.ServiceException.Unavailable;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again while the service is away. The pauses double from the first to the longest, each
 * shortened by up to half at random, so that many workers do not return in one wave. When the
 * service says when to come back, the pause follows it, up to a minute.
 */
public final class Retry {

  private static final Logger log = LoggerFactory.getLogger(Retry.class);
  private static final Duration MOST_BELIEVED = Duration.ofMinutes(1);

  private final Duration firstPause;
  private final Duration longestPause;

  public Retry(Duration firstPause, Duration longestPause) {
    this.firstPause = firstPause;
    this.longestPause = longestPause;
  }

  /** A request that is repeated when it fails with {@link Unavailable}. */
  @FunctionalInterface
  public interface Call<T> {
    T send() throws Refused, Unavailable, InterruptedException;
  }

  /**
   * Tries until the service answers.
   *
   * @param what for the log: "Cannot {what}"
   */
  public <T> T untilAnswered(String what, Call<T> call) throws Refused, InterruptedException {
    for (int failures = 0; ; failures++) {
      try {
        return call.send();
      } catch (Unavailable e) {
        Duration pause = pause(failures, e);
        log.warn("Cannot {}: {}; next try in {} s", what, e.getMessage(), inSeconds(pause));
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }

  /**
   * Tries as long as the next try would begin within {@code limit}.
   *
   * @throws Unavailable after that
   */
  public <T> T within(Duration limit, Call<T> call)
      throws Refused, Unavailable, InterruptedException {
    long began = System.nanoTime();
    for (int failures = 0; ; failures++) {
      try {
        return call.send();
      } catch (Unavailable e) {
        Duration pause = pause(failures, e);
        if (System.nanoTime() - began + pause.toNanos() > limit.toNanos()) {
          throw e;
        }
        TimeUnit.NANOSECONDS.sleep(pause.toNanos());
      }
    }
  }

  /**
   * Returns the pause before the next try.
   *
   * @param failures before this one
   */
  public Duration pause(int failures, Unavailable failure) {
    long full =
        Math.min(longestPause.toNanos(), firstPause.toNanos() * (1L << Math.min(failures, 16)));
    Duration pause = Duration.ofNanos(full - ThreadLocalRandom.current().nextLong(full / 2 + 1));
    Duration asked = believed(failure.retryAfter());
    return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
  }

  private static @Nullable Duration believed(@Nullable Duration asked) {
    return asked == null || asked.compareTo(MOST_BELIEVED) < 0 ? asked : MOST_BELIEVED;
  }

  private static String inSeconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 100 / 10.0);
  }
}
