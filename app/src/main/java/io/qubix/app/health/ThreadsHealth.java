package io.qubix.app.health;

import io.qubix.runtime.thread.VitalThreads;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports a failed thread of this node. Other threads may go on answering, but the failed one may
 * have left something half done: the node must be restarted.
 */
@Component("threadsHealthIndicator")
final class ThreadsHealth implements HealthIndicator {

  @Override
  public Health health() {
    Map<String, String> failed = VitalThreads.failures();
    return failed.isEmpty() ? Health.up().build() : Health.down().withDetails(failed).build();
  }
}
