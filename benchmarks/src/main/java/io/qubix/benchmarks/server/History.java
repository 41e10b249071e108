package io.qubix.benchmarks.server;

import io.qubix.api.job.AttemptEnd;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobProgressed;
import io.qubix.api.job.event.JobStarted;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderRegistered;
import io.qubix.api.provider.event.ProviderReleased;
import io.qubix.api.provider.event.ProviderReserved;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.user.QubicAddress;
import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Text;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Writes the events of finished jobs straight into the program's log, many jobs at once, on the
 * streams of the market's own workers. This is faster than running the jobs. All followers of the
 * log read these events as usual: the read models, the matcher, the saga.
 */
public final class History {

  /** Events of one job: a job with one report of progress has seven. */
  public static final int EVENTS = 7;

  private static final int WRITERS = 4;
  private static final int JOBS_AT_ONCE = 32;
  private static final Duration WORKED = Duration.ofSeconds(1);
  private static final Duration FOLLOWED_WITHIN = Duration.ofHours(2);
  private static final long POLL_NANOS = 100_000_000;

  private final Market market;
  private final EventStore store;
  private final int characters;

  /**
   * @param characters length of a job's input, and of its result
   */
  public History(Market market, int characters) {
    this.market = market;
    this.store = market.server().get(EventStore.class);
    this.characters = characters;
  }

  /** Adds jobs, and waits until all followers have caught up. */
  public void add(int jobs) throws Exception {
    long began = System.nanoTime();
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      int writer = i;
      int share = jobs / WRITERS + (writer < jobs % WRITERS ? 1 : 0);
      writers.add(
          CompletableFuture.runAsync(() -> write(writer, share), task -> new Thread(task).start()));
    }
    writers.forEach(CompletableFuture::join);
    double written = secondsSince(began);
    market.server().awaitProjections(FOLLOWED_WITHIN);
    double shown = secondsSince(began);
    awaitMatcher();
    double matched = secondsSince(began);
    check();
    System.out.printf(
        "%,d jobs of the past: written %.1f s, in the read models %.1f s, passed by the matcher"
            + " %.1f s, checked %.1f s%n",
        jobs, written, shown, matched, secondsSince(began));
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private void write(int writer, int jobs) {
    List<Worker> workers = new ArrayList<>();
    for (int i = writer; i < market.workers().size(); i += WRITERS) {
      workers.add(new Worker(new WorkerId(market.workers().get(i))));
    }
    for (int done = 0, turn = 0; done < jobs; turn++) {
      int some = Math.min(JOBS_AT_ONCE, jobs - done);
      Worker worker = workers.get(turn % workers.size());
      List<DomainEventMessage<?>> events = new ArrayList<>(some * EVENTS);
      for (int i = 0; i < some; i++) {
        worker.job(events);
      }
      store.publish(events);
      done += some;
    }
  }

  /** Waits for the matcher, which would otherwise use CPU in the next rounds. */
  private void awaitMatcher() throws Exception {
    String url = market.server().url();
    long end = System.nanoTime() + FOLLOWED_WITHIN.toNanos();
    // The matcher reads the last event of a job.
    while (Database.number(url, "select position from follower where name = 'matching'")
        < Database.number(
            url, "select max(position) from event where type = 'io.qubix.api.job.JobCompleted'")) {
      Arm.require(System.nanoTime() < end, "The matcher does not follow");
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  /**
   * Checks that the log and everything derived from it are as the program itself would have left
   * them.
   */
  private void check() throws Exception {
    market.check();
    String url = market.server().url();
    SealVerdict verdict = market.server().get(Seal.class).verify(null, checked -> {});
    Arm.require(verdict.intact(), "The seal is broken: " + verdict.difference());
    Arm.require(
        verdict.events() == Database.number(url, "select count(*) from event"),
        "Events are not sealed");
    Arm.require(
        market.server().gauge("qubix.matching.jobs.open") == market.waiting(),
        "The matcher believes that jobs of the past are open");
    Arm.require(
        market.server().gauge("qubix.matching.providers.free") == market.workers().size(),
        "The matcher does not know every provider to be free");
    Arm.require(
        Database.number(
                url,
                "select count(*) from provider_view where state -> 'holds' <> '[]' or not available")
            == 0,
        "A provider is not free");
  }

  /** Continues one provider's stream. */
  private final class Worker {

    private final WorkerId id;
    private final ProviderTerms terms;
    private final DecisionReceipt receipt;
    private long next;

    Worker(WorkerId id) {
      this.id = id;
      ProviderRegistered registered =
          (ProviderRegistered)
              store.readEvents(id.toString(), 0).asStream().findFirst().orElseThrow().getPayload();
      terms =
          new ProviderTerms(
              registered.id(),
              id,
              registered.qubicAddress(),
              registered.name(),
              registered.hardware().gpuModel(),
              registered.pricePerHour());
      receipt =
          new DecisionReceipt(
              new Cheapest().version(),
              market.workers().size(),
              List.of(
                  DecisionReceipt.Candidate.of(
                      ProviderState.after(null, registered), new Cheapest().scores())),
              Map.of(),
              List.of());
      next = store.lastSequenceNumberFor(id.toString()).orElseThrow() + 1;
    }

    void job(List<DomainEventMessage<?>> events) {
      JobId job = JobId.next(Instant.now());
      Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
      QubicAddress consumer = new QubicAddress(market.consumer());
      Money cost = terms.pricePerHour().forDuration(WORKED);
      MetaData metaData = correlated();
      events.add(
          ofJob(
              job,
              0,
              new JobCreated(
                  job,
                  consumer,
                  "llama",
                  1,
                  text("prompt"),
                  null,
                  null,
                  null,
                  Money.ONE,
                  null,
                  now),
              metaData));
      events.add(ofWorker(new ProviderReserved(id, job, 1, now), metaData));
      events.add(ofJob(job, 1, new JobAssigned(job, 1, terms, receipt, now), metaData));
      events.add(ofJob(job, 2, new JobStarted(job, 1, id, now), metaData));
      events.add(
          ofJob(job, 3, new JobProgressed(job, 1, id, 50, null, 1.0, Money.ZERO, now), metaData));
      events.add(
          ofWorker(new ProviderReleased(id, job, 1, AttemptEnd.COMPLETED, cost, now), metaData));
      events.add(
          ofJob(
              job,
              4,
              new JobCompleted(
                  job,
                  1,
                  consumer,
                  id,
                  terms.qubicAddress(),
                  terms.pricePerHour(),
                  WORKED,
                  cost,
                  null,
                  text("text"),
                  now),
              metaData));
    }

    private DomainEventMessage<?> ofJob(JobId job, long sequence, Object event, MetaData metaData) {
      return new GenericDomainEventMessage<>("Job", job.toString(), sequence, event, metaData);
    }

    private DomainEventMessage<?> ofWorker(Object event, MetaData metaData) {
      return new GenericDomainEventMessage<>("Provider", id.toString(), next++, event, metaData);
    }

    private MetaData correlated() {
      String id = UUID.randomUUID().toString();
      return MetaData.with("traceId", id).and("correlationId", id);
    }

    private tools.jackson.databind.JsonNode text(String member) {
      return JsonNodeFactory.instance.objectNode().put(member, Text.of(characters));
    }
  }
}
