package io.qubix.query.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.query.ForQueries;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Measures the live connections, for operators. */
@Component
@ForQueries
class LiveMeters {

  private final MeterRegistry registry;
  private final AtomicInteger sessions = new AtomicInteger();
  private final Counter dropped;
  private final Counter sent;
  private final Counter skipped;

  LiveMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("qubix.live.sessions", sessions, AtomicInteger::get)
        .description("Open WebSocket connections of this node")
        .register(registry);
    dropped =
        Counter.builder("qubix.live.dropped")
            .description("Clients dropped because they were too slow or did not answer")
            .register(registry);
    sent =
        Counter.builder("qubix.live.frames")
            .description("Frames sent to clients")
            .register(registry);
    skipped =
        Counter.builder("qubix.live.skipped")
            .description("Events that reached no subscriber because too many waited before them")
            .register(registry);
  }

  void waiting(AtomicInteger events) {
    Gauge.builder("qubix.live.waiting", events, AtomicInteger::get)
        .description("Events that wait to be sent to subscribers")
        .register(registry);
  }

  void opened() {
    sessions.incrementAndGet();
  }

  void closed() {
    sessions.decrementAndGet();
  }

  void dropped() {
    dropped.increment();
  }

  void sent() {
    sent.increment();
  }

  void skipped() {
    skipped.increment();
  }
}
