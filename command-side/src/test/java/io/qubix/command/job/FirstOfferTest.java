package io.qubix.command.job;

import static io.qubix.command.job.JobStory.JOB;
import static io.qubix.command.job.JobStory.assign;
import static io.qubix.command.job.JobStory.create;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.qubix.api.Command;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.Uuids;
import io.qubix.api.caller.Caller;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.provider.command.ToggleProvider;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import io.qubix.log.read.EventLog;
import io.qubix.log.read.StoredEvent;
import io.qubix.node.RestNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new job is offered while it is created, on a real log with two nodes. */
class FirstOfferTest {

  private static final WorkerId ANN = new WorkerId("ann");

  private RestNode here;
  private RestNode there;

  @BeforeEach
  void start() {
    String url = TestDatabase.url();
    here = RestNode.on(url, Map.of());
    there = RestNode.on(url, Map.of());
    send(
        here,
        new RegisterProvider(
            ANN,
            Uuids.named("ann"),
            new QubicAddress("EARNER-ann"),
            null,
            ProviderType.NATIVE,
            new Hardware(null, null, null, null, null),
            1,
            null,
            null,
            null,
            JobStory.PRICE,
            null,
            "session"));
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
  }

  @Test
  void aProviderThatTakesTheJob_isReservedInTheSameAppend() {
    offer(() -> {});
    send(here, create());

    assertThat(events(JOB)).containsExactly("JobCreated", "JobAssigned");
    assertThat(events(ANN)).containsExactly("ProviderRegistered", "ProviderReserved");
  }

  @Test
  void aProviderThatRefuses_keepsNoJobFromBeingCreated_whateverItDoesMeanwhile() {
    send(here, new ToggleProvider(ANN));
    offer(() -> CompletableFuture.runAsync(() -> send(there, new ToggleProvider(ANN))).join());
    send(here, create());

    assertThat(events(JOB)).containsExactly("JobCreated");
    assertThat(events(ANN)).endsWith("ProviderChanged", "ProviderChanged");
  }

  /** The consumer has no power over the provider: the program reserved it. */
  @Test
  void theCallerWhoCreatesAJob_isNotWhoReservesTheProvider() {
    offer(() -> {});
    Caller alice = Caller.consumer(JobStory.CONSUMER, "k3yOfAlice00", "Alice");
    here.get(RestNode.ScriptedCaller.class).caller = alice;
    send(here, create());

    assertThat(callers(JOB)).containsExactly(alice, alice);
    assertThat(events(ANN)).endsWith("ProviderReserved");
    assertThat(callers(ANN)).containsOnly(Caller.ANYBODY);
  }

  private List<Caller> callers(Object aggregate) {
    return here.get(EventStore.class)
        .readEvents(aggregate.toString(), 0)
        .asStream()
        .<Caller>map(event -> Caller.in(event.getMetaData()))
        .toList();
  }

  /**
   * @param afterwards what happens before the job is written
   */
  private void offer(Runnable afterwards) {
    here.get(RestNode.ScriptedOffer.class).script =
        (job, taker) -> {
          catchThrowableOfType(
              Rejection.ProviderNotFree.class, () -> taker.accept(assign(1, "ann")));
          afterwards.run();
        };
  }

  private List<String> events(Object aggregate) {
    return here.get(EventLog.class).stream(aggregate.toString()).stream()
        .map(StoredEvent::type)
        .toList();
  }

  private static void send(RestNode node, Command command) {
    node.get(Commands.class).send(command);
  }
}
