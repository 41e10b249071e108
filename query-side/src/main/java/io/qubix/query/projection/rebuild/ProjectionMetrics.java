package io.qubix.query.projection.rebuild;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.qubix.api.Rejection;
import java.util.function.ToLongFunction;
import org.springframework.dao.DataAccessException;

/** Measures how far the read models are behind, and how many dead letters wait. */
final class ProjectionMetrics implements MeterBinder {

  private final Projections projections;

  ProjectionMetrics(Projections projections) {
    this.projections = projections;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String name : projections.names()) {
      Gauge.builder("qubix.processor.lag", () -> read(name, projections::lag))
          .description("Events that the processor is behind the log")
          .tag("processor", name)
          .register(registry);
      Gauge.builder("qubix.dead.letters", () -> read(name, projections::deadLetters))
          .description("Events that wait because they could not be handled")
          .tag("processor", name)
          .register(registry);
    }
  }

  private static double read(String name, ToLongFunction<String> value) {
    try {
      return value.applyAsLong(name);
    } catch (DataAccessException | Rejection e) {
      return Double.NaN;
    }
  }
}
