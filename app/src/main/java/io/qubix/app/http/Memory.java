package io.qubix.app.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * Shares a part of the heap among the bodies under way; the shares cannot take from each other.
 *
 * @param received of requests, as they came
 * @param read what is made of them
 * @param answers that have not left yet
 */
record Memory(BodyBudget received, BodyBudget read, AnswerBudget answers) {

  static Memory of(long heap) {
    return new Memory(
        new BodyBudget(heap / 8), new BodyBudget(heap / 4), new AnswerBudget(heap / 8));
  }

  Memory measuredBy(MeterRegistry meters) {
    gauge(meters, "received", memory -> memory.received.taken());
    gauge(meters, "read", memory -> memory.read.taken());
    gauge(meters, "answers", memory -> memory.answers.taken());
    return this;
  }

  private void gauge(MeterRegistry meters, String part, ToDoubleFunction<Memory> taken) {
    Gauge.builder("qubix.bodies.memory", this, taken)
        .tag("part", part)
        .baseUnit("bytes")
        .strongReference(true)
        .register(meters);
  }
}
