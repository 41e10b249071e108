package io.qubix.command.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.command.CompleteJob;
import io.qubix.api.job.event.JobAssigned;
import io.qubix.api.job.event.JobLeftWaiting;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole way from a command over the log and the matcher to an assignment. */
class MarketTest {

  private final String url = TestDatabase.url();
  private MarketNode node;

  @BeforeEach
  void start() {
    node = MarketNode.on(url, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void aJobGoesToTheCheapestProvider_withTheReason() {
    node.register(1, "2");
    WorkerId cheapest = node.register(2, "1");
    JobId job = node.create(1);

    awaitAssigned(job, cheapest);
    assertThat(node.last(job, JobAssigned.class))
        .hasValueSatisfying(assigned -> assertThat(assigned.receipt().considered()).isEqualTo(2));
    assertThat(node.last(job, JobLeftWaiting.class)).isEmpty();
  }

  @Test
  void onceTheBookIsShared_aNewJobIsAssignedAsItIsCreated() {
    WorkerId cheap = node.register(1, "1");
    WorkerId dear = node.register(2, "2");
    awaitAssigned(node.create(1), cheap);
    await().until(() -> node.get(SharedBook.class).current() != null);

    JobId job = node.create(2);

    assertThat(node.holder(job)).hasValue(dear);
    assertThat(node.get(EventLog.class).stream(job.toString()))
        .extracting(StoredEvent::position)
        .satisfies(at -> assertThat(at.get(1)).isEqualTo(at.get(0) + 2));
    // The book hears of both later, and that they explain each other.
    node.send(new CompleteJob(job, 1, dear, Duration.ofSeconds(1), null));
    awaitAssigned(node.create(3), dear);
    assertThat(node.history(job)).hasSize(3);
  }

  @Test
  void aJobThatNobodyFits_isLeftWaitingOnce_andGoesToTheFirstWhoComes() {
    JobId first = node.create(1);
    JobId second = node.create(2);
    awaitLeftWaiting(first);
    awaitLeftWaiting(second);

    WorkerId worker = node.register(1, "1");
    awaitAssigned(first, worker);

    node.send(new CompleteJob(first, 1, worker, Duration.ofSeconds(1), null));
    awaitAssigned(second, worker);
    assertThat(node.history(second)).hasSize(3);
  }

  @Test
  void sixtyJobsAtOnceForTwelveProviders_giveEachExactlyOne() {
    List<WorkerId> workers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      workers.add(node.register(i, "1"));
    }
    List<CompletableFuture<JobId>> creations = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int number = i;
      creations.add(CompletableFuture.supplyAsync(() -> node.create(number)));
    }
    List<JobId> jobs = creations.stream().map(CompletableFuture::join).toList();

    await()
        .untilAsserted(
            () ->
                assertThat(jobs)
                    .allMatch(
                        job ->
                            node.holder(job).isPresent()
                                || node.last(job, JobLeftWaiting.class).isPresent()));
    assertThat(jobs.stream().map(node::holder).flatMap(Optional::stream))
        .containsExactlyInAnyOrderElementsOf(workers);
  }

  @Test
  void afterARestart_theBookIsAsItWas() {
    WorkerId worker = node.register(1, "1");
    JobId held = node.create(1);
    JobId cancelled = node.create(2);
    JobId waiting = node.create(3);
    awaitAssigned(held, worker);
    awaitLeftWaiting(waiting);
    node.send(new CancelJob(cancelled, null, null));
    stop();

    start();
    WorkerId dearer = node.register(2, "5");
    awaitAssigned(waiting, dearer);
    JobId later = node.create(4);
    awaitLeftWaiting(later);
    node.send(new CompleteJob(held, 1, worker, Duration.ofSeconds(1), null));
    awaitAssigned(later, worker);

    assertThat(node.holder(cancelled)).isEmpty();
    assertThat(node.get(MeterRegistry.class).counter("qubix.matching.reloads").count())
        .isEqualTo(1);
  }

  @Test
  void whatHappenedWhileNobodyMatched_isCaughtUpWith() {
    stop();
    try (MarketNode other = MarketNode.on(url, Clock.systemUTC())) {
      other.register(1, "1");
    }
    start();
    JobId job = node.create(1);

    awaitAssigned(job, Market.worker(1));
  }

  @Test
  void twoNodes_assignEveryJobOnce() {
    try (MarketNode other = MarketNode.on(url, Clock.systemUTC())) {
      List<WorkerId> workers = new ArrayList<>();
      List<JobId> jobs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        workers.add((i % 2 == 0 ? node : other).register(i, "1"));
        jobs.add((i % 2 == 0 ? other : node).create(i));
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(jobs.stream().map(node::holder).flatMap(Optional::stream))
                      .containsExactlyInAnyOrderElementsOf(workers));
    }
  }

  @Test
  void aCrowdOfJobs_fillsEverySlotOnce() {
    Map<WorkerId, Integer> slots = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      slots.put(node.register(i, "1", 1 + 4 * i), 1 + 4 * i);
    }
    // More than fit into a unit of work, and with the same few providers in each of them.
    List<JobId> jobs = IntStream.range(0, 150).parallel().mapToObj(node::create).toList();

    await()
        .untilAsserted(
            () ->
                assertThat(jobs)
                    .allMatch(
                        job ->
                            node.holder(job).isPresent()
                                || node.last(job, JobLeftWaiting.class).isPresent()));
    assertThat(
            jobs.stream()
                .map(node::holder)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(worker -> worker, Collectors.summingInt(one -> 1))))
        .isEqualTo(slots);
  }

  @Test
  void onTwoNodes_aProviderNeverHoldsMoreThanItsSlots() {
    try (MarketNode other = MarketNode.on(url, Clock.systemUTC())) {
      List<WorkerId> workers =
          List.of(node.register(1, "1", 1), other.register(2, "1", 3), node.register(3, "2", 4));
      List<JobId> jobs = new CopyOnWriteArrayList<>();
      CompletableFuture<?> creations =
          CompletableFuture.allOf(
              Stream.of(node, other)
                  .map(
                      on ->
                          CompletableFuture.runAsync(
                              () -> {
                                for (int i = 0; i < 60; i++) {
                                  jobs.add(on.create(on == node ? i : 60 + i));
                                }
                              }))
                  .toArray(CompletableFuture[]::new));
      Set<JobId> done = new HashSet<>();
      await()
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                for (JobId job : jobs) {
                  Optional<WorkerId> holder =
                      done.contains(job) ? Optional.empty() : node.holder(job);
                  if (holder.isPresent()) {
                    (done.size() % 2 == 0 ? node : other)
                        .send(new CompleteJob(job, 1, holder.get(), Duration.ofSeconds(1), null));
                    done.add(job);
                  }
                }
                return done.size() == 120;
              });

      assertThat(creations).isCompleted();
      assertThat(workers).allMatch(worker -> mostHeld(worker) <= slots(worker));
      assertThat(workers)
          .anyMatch(worker -> mostHeld(worker) == slots(worker) && slots(worker) > 1);
    }
  }

  private int slots(WorkerId worker) {
    return statesOf(worker).get(0).slots();
  }

  private int mostHeld(WorkerId worker) {
    return statesOf(worker).stream().mapToInt(state -> state.holds().size()).max().orElse(0);
  }

  /** The provider after each of its events in the log. */
  private List<ProviderState> statesOf(WorkerId worker) {
    List<ProviderState> states = new ArrayList<>();
    node.get(EventStore.class)
        .readEvents(worker.toString(), 0)
        .forEachRemaining(
            event ->
                states.add(
                    ProviderState.after(
                        states.isEmpty() ? null : states.get(states.size() - 1),
                        (ProviderEvent) event.getPayload())));
    return states;
  }

  private void awaitAssigned(JobId job, WorkerId worker) {
    await().untilAsserted(() -> assertThat(node.holder(job)).hasValue(worker));
  }

  private void awaitLeftWaiting(JobId job) {
    await().untilAsserted(() -> assertThat(node.last(job, JobLeftWaiting.class)).isPresent());
  }
}
