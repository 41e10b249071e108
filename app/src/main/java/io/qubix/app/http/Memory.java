package io.qubix.app.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.app.http.answer.AnswerBudget;
import io.qubix.app.http.body.BodyBudget;
import io.qubix.runtime.memory.HeapShare;
import java.util.function.ToDoubleFunction;

/**
 * Divides a part of the heap among running requests; the parts cannot take from each other.
 *
 * @param received bytes of requests, as they arrive
 * @param read objects made of them
 * @param answers that have not left yet
 */
record Memory(BodyBudget received, BodyBudget read, AnswerBudget answers) {

  static Memory of(long heap) {
    return new Memory(
        new BodyBudget(HeapShare.RECEIVED.of(heap)),
        new BodyBudget(HeapShare.READ.of(heap)),
        new AnswerBudget(HeapShare.ANSWERS.of(heap)));
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
