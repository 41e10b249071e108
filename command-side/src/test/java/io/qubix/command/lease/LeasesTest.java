package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Uuids;
import io.qubix.api.lease.LastSeen;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

class LeasesTest {

  private static final WorkerId ANN = new WorkerId("ann");
  private static final WorkerId BOB = new WorkerId("bob");

  private final LeaseWorld world = new LeaseWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whatWasHeard_isWrittenOnceForMany() {
    introduce(ANN, BOB);
    Instant begun = world.clock.instant();
    world.pass(1);
    world.leases.heard(ANN);
    world.leases.heard(BOB);
    world.pass(3);
    world.leases.heard(ANN);
    assertThat(world.table.lastSeen(List.of(ANN, BOB)))
        .containsEntry(ANN, begun)
        .containsEntry(BOB, begun);
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(ANN, BOB)))
        .containsEntry(ANN, world.clock.instant())
        .containsEntry(BOB, world.clock.instant().minusSeconds(3));
  }

  @Test
  void aHeartbeat_keepsWhatIsKnownOfTheProvider() {
    world.online("ann");
    world.pass(3);
    world.leases.heard(ANN);
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(ANN))).containsEntry(ANN, world.clock.instant());
    assertThat(world.table.silentSince(world.clock.instant(), 10)).containsExactly(ANN);
  }

  @Test
  void anOlderHeartbeat_doesNotTakeALeaseBack() {
    introduce(ANN);
    Instant later = world.clock.instant();
    world.leases.heard(ANN);
    world.leases.write();
    world.pass(-5);
    world.leases.heard(ANN);
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(ANN))).containsEntry(ANN, later);
  }

  @Test
  void whatCouldNotBeWritten_isWrittenTheNextTime() {
    introduce(ANN);
    world.pass(3);
    world.leases.heard(ANN);
    world.jdbc.execute("alter table lease rename to lease_away");
    assertThatThrownBy(world.leases::write).isInstanceOf(RuntimeException.class);
    world.jdbc.execute("alter table lease_away rename to lease");
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(ANN))).containsEntry(ANN, world.clock.instant());
  }

  @Test
  void lastSeen_knowsWhatIsNotWrittenYet() {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("leases", world.leases);
    LastSeen lastSeen = new StoredLastSeen(world.table, beans.getBeanProvider(Leases.class));
    introduce(ANN);
    world.leases.heard(ANN);
    world.leases.write();
    world.pass(3);
    world.leases.heard(ANN);
    assertThat(lastSeen.of(List.of(ANN, BOB)))
        .containsOnlyKeys(ANN)
        .containsEntry(ANN, world.clock.instant());
  }

  @Test
  void anEventThatIsToldLate_doesNotUndoALaterOne() {
    world.online("ann");
    world.table.set(ANN, null, false, world.clock.instant(), 2);
    world.table.set(ANN, null, true, world.clock.instant(), 1);
    assertThat(world.table.silentSince(world.clock.instant(), 10)).isEmpty();
  }

  @Test
  void aProvidersId_leadsToItsWorker() {
    UUID id = UUID.randomUUID();
    world.leases.heard(ANN);
    world.leases.write();
    world.table.introduce(ANN, id, world.clock.instant());
    world.table.introduce(ANN, id, world.clock.instant());
    assertThat(world.table.workerOf(id)).contains(ANN);
    assertThat(world.table.workerOf(UUID.randomUUID())).isEmpty();
  }

  @Test
  void anyTextThatAWorkerMayBeCalled_isKept() {
    WorkerId odd = new WorkerId("Ünïcode {\"a\",b}\\ 'quoted' 😀");
    introduce(odd);
    world.pass(3);
    world.leases.heard(odd);
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(odd))).containsEntry(odd, world.clock.instant());
  }

  @Test
  void whoeverSaysToBeAWorker_getsNoLeaseByIt() {
    world.leases.heard(ANN);
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(ANN))).isEmpty();
  }

  /** A provider may be heard before, while and after it is introduced and its event is noticed. */
  @Test
  void inWhateverOrderARegistrationIsNoticed_theLeaseIsActive() {
    List<Consumer<WorkerId>> steps =
        List.of(
            worker -> world.table.introduce(worker, id(worker), world.clock.instant()),
            worker -> world.table.set(worker, id(worker), true, world.clock.instant(), 0),
            worker -> {
              world.leases.heard(worker);
              world.leases.write();
            });
    int[][] orders = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    List<WorkerId> workers = new ArrayList<>();
    for (int[] order : orders) {
      WorkerId worker = new WorkerId("worker-" + Arrays.toString(order));
      workers.add(worker);
      for (int step : order) {
        steps.get(step).accept(worker);
      }
    }
    assertThat(world.table.silentSince(world.clock.instant(), 10))
        .containsExactlyInAnyOrderElementsOf(workers);
  }

  @Test
  void aLateRenewal_isWrittenBeforeItIsAnswered() {
    introduce(ANN);
    world.leases.heard(ANN);
    world.leases.write();
    Instant first = world.clock.instant();
    world.pass(44);
    world.leases.heard(ANN);
    assertThat(world.table.lastSeen(List.of(ANN))).containsEntry(ANN, first);
    world.pass(2);
    world.leases.heard(ANN);
    assertThat(world.table.lastSeen(List.of(ANN))).containsEntry(ANN, world.clock.instant());
  }

  private void introduce(WorkerId... workers) {
    for (WorkerId worker : workers) {
      world.table.introduce(worker, id(worker), world.clock.instant());
    }
  }

  private static UUID id(WorkerId worker) {
    return Uuids.named(worker.value());
  }
}
