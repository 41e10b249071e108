package io.qubix.command.matching;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures matching, for operators. The gauges are those of the matching node. */
final class MatchingMeters {

  private final Counter matches;
  private final Counter refusedByProvider;
  private final Counter refusedByJob;
  private final Counter reloads;
  private final Counter steps;
  private final Timer wait;
  private final Timer batch;
  private final AtomicInteger openJobs;
  private final AtomicInteger freeProviders;

  MatchingMeters(MeterRegistry meters) {
    matches = meters.counter("qubix.matching.matches");
    refusedByProvider = meters.counter("qubix.matching.refusals", "by", "provider");
    refusedByJob = meters.counter("qubix.matching.refusals", "by", "job");
    reloads = meters.counter("qubix.matching.reloads");
    steps = meters.counter("qubix.matching.steps");
    wait =
        Timer.builder("qubix.matching.wait")
            .description("From a job's creation or requeueing to its assignment")
            .publishPercentileHistogram()
            .register(meters);
    batch =
        Timer.builder("qubix.matching.batch")
            .description("Deciding, assigning and keeping the book, for one batch of events")
            .publishPercentileHistogram()
            .register(meters);
    openJobs = meters.gauge("qubix.matching.jobs.open", new AtomicInteger());
    freeProviders = meters.gauge("qubix.matching.providers.free", new AtomicInteger());
  }

  void matched(Duration waited) {
    matches.increment();
    wait.record(waited);
  }

  void refusedByProvider() {
    refusedByProvider.increment();
  }

  void refusedByJob() {
    refusedByJob.increment();
  }

  void reloaded() {
    reloads.increment();
  }

  void finished(long nanos, long stepsTaken, OrderBook book) {
    batch.record(nanos, TimeUnit.NANOSECONDS);
    steps.increment(stepsTaken);
    openJobs.set(book.openJobs());
    freeProviders.set(book.freeProviders());
  }
}
