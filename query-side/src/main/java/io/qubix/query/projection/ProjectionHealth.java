package io.qubix.query.projection;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Says whether events wait that a read model could not take in. The service goes on without them,
 * so this is no reason to take the node out: the status is {@code DEGRADED}, not {@code DOWN}.
 */
final class ProjectionHealth extends AbstractHealthIndicator {

  private final DeadLetters letters;

  ProjectionHealth(DeadLetters letters) {
    super("The dead letters cannot be counted");
    this.letters = letters;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    long waiting = letters.count();
    health.status(waiting == 0 ? "UP" : "DEGRADED").withDetail("deadLetters", waiting);
  }
}
