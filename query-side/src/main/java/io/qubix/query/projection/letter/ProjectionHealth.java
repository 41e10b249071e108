package io.qubix.query.projection.letter;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports whether dead letters wait. The service goes on without them, so the node stays in use:
 * the status is {@code DEGRADED}, not {@code DOWN}.
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
