package io.qubix.app.security.limit;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Allows each client a number of requests a second, and as many at once after a pause.
 *
 * <p>A client that was silent for long is forgotten, which only helps it.
 */
final class RateLimit {

  private static final int REMEMBERED = 10_000;

  private final double perMillisecond;
  private final int burst;
  private final Clock clock;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > REMEMBERED;
        }
      };

  RateLimit(int perSecond, Clock clock) {
    this.perMillisecond = perSecond / 1000.0;
    this.burst = perSecond;
    this.clock = clock;
  }

  synchronized boolean allows(String client) {
    long now = clock.millis();
    Bucket bucket = buckets.computeIfAbsent(client, unknown -> new Bucket(burst, now));
    long elapsed = Math.max(0, now - bucket.filledAt);
    bucket.left = Math.min(burst, bucket.left + elapsed * perMillisecond);
    bucket.filledAt = now;
    if (bucket.left < 1) {
      return false;
    }
    bucket.left--;
    return true;
  }

  private static final class Bucket {
    private double left;
    private long filledAt;

    Bucket(double left, long filledAt) {
      this.left = left;
      this.filledAt = filledAt;
    }
  }
}
