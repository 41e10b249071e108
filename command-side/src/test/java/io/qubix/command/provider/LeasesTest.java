package io.qubix.command.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.provider.LastSeen;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
    world.leases.heard(ANN);
    world.leases.heard(BOB);
    world.pass(3);
    world.leases.heard(ANN);
    assertThat(world.table.lastSeen(List.of(ANN, BOB))).isEmpty();
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
    world.leases.heard(ANN);
    world.jdbc.execute("alter table lease rename to lease_away");
    assertThatThrownBy(world.leases::write).isInstanceOf(RuntimeException.class);
    world.jdbc.execute("alter table lease_away rename to lease");
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(ANN))).containsKey(ANN);
  }

  @Test
  void lastSeen_knowsWhatIsNotWrittenYet() {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("leases", world.leases);
    LastSeen lastSeen = new StoredLastSeen(world.table, beans.getBeanProvider(Leases.class));
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
    world.leases.heard(odd);
    world.leases.write();
    assertThat(world.table.lastSeen(List.of(odd))).containsKey(odd);
  }
}
