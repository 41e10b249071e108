package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.MarkOffline;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseSweepTest {

  /** What is heard may be written so much later; a lease is not called over before. */
  private static final double SETTLED = LeaseTerms.DEFAULT.settled().toMillis() / 1000.0;

  private final LeaseWorld world = new LeaseWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aMinuteAndAHalfLessATenthOfSilence_losesNobody() {
    heardAfterTheStart("ann");
    world.sweepFor(89.9 + SETTLED);
    assertThat(world.lost()).isEmpty();
  }

  @Test
  void aMinuteAndAHalfOfSilence_losesTheProvider() {
    WorkerId ann = heardAfterTheStart("ann");
    world.sweepFor(90 + SETTLED);
    assertThat(world.commands.sent).containsExactly(new MarkOffline(ann, OfflineReason.SILENT));
  }

  @Test
  void aHeartbeat_beginsTheLeaseAnew() {
    WorkerId ann = heardAfterTheStart("ann");
    WorkerId bob = heardAfterTheStart("bob");
    world.sweepFor(60);
    world.leases.heard(ann);
    world.sweepFor(60);
    assertThat(world.lost()).contains(bob).doesNotContain(ann);
  }

  @Test
  void aProviderThatIsOffline_isNotLookedAt() {
    WorkerId ann = heardAfterTheStart("ann");
    world.table.set(ann, null, false, world.clock.instant(), 1);
    world.sweepFor(100);
    assertThat(world.lost()).isEmpty();
  }

  @Test
  void aProviderThatCameBack_hasAWholeLease() {
    WorkerId ann = heardAfterTheStart("ann");
    world.table.set(ann, null, false, world.clock.instant(), 1);
    world.sweepFor(80);
    world.table.set(ann, null, true, world.clock.instant(), 2);
    world.sweepFor(80);
    assertThat(world.lost()).isEmpty();
    world.sweepFor(20);
    assertThat(world.lost()).contains(ann);
  }

  @Test
  void afterAStart_everyLeaseBeginsAnew() {
    heardAfterTheStart("ann");
    world.sweepFor(85);
    world.restart();
    world.sweepFor(85);
    assertThat(world.lost()).isEmpty();
    world.sweepFor(10);
    assertThat(world.lost()).contains(new WorkerId("ann"));
  }

  @Test
  void afterAnOutage_everyLeaseBeginsAnew() {
    heardAfterTheStart("ann");
    world.sweepFor(30);
    world.pass(600);
    world.sweepFor(85);
    assertThat(world.lost()).isEmpty();
    world.sweepFor(10);
    assertThat(world.lost()).contains(new WorkerId("ann"));
  }

  @Test
  void aClockThatJumpsAnHourAhead_losesNobody() {
    heardAfterTheStart("ann");
    world.sweepFor(30);
    world.setClock(Duration.ofHours(1));
    world.sweepFor(85);
    assertThat(world.lost()).isEmpty();
    world.sweepFor(10);
    assertThat(world.lost()).contains(new WorkerId("ann"));
  }

  @Test
  void aClockThatJumpsAnHourBack_losesNobodyAndStillNoticesSilence() {
    heardAfterTheStart("ann");
    world.sweepFor(30);
    world.setClock(Duration.ofHours(-1));
    world.sweepFor(85);
    assertThat(world.lost()).isEmpty();
    world.sweepFor(10);
    assertThat(world.lost()).contains(new WorkerId("ann"));
  }

  @Test
  void aClockThatJumpsALittleAhead_losesNobody() {
    heardAfterTheStart("ann");
    world.sweepFor(80);
    world.setClock(Duration.ofSeconds(10));
    world.sweepFor(5);
    assertThat(world.lost()).isEmpty();
  }

  @Test
  void whileAnotherNodeSweeps_thisOneDoesNot() {
    heardAfterTheStart("ann");
    world.sweepFor(85);
    world.pass(10);
    world.transaction.executeWithoutResult(
        status -> {
          assertThat(world.table.lockSweep()).isTrue();
          Thread other = new Thread(world::sweep);
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          assertThat(world.lost()).isEmpty();
        });
    world.sweep();
    assertThat(world.lost()).contains(new WorkerId("ann"));
  }

  @Test
  void aRefusal_doesNotKeepTheNextOneFromBeingSeenTo() {
    WorkerId ann = heardAfterTheStart("ann");
    WorkerId bob = heardAfterTheStart("bob");
    world.commands.refusal = new Rejection.Conflict("somebody else did");
    world.sweepFor(90 + SETTLED);
    assertThat(world.lost()).containsExactlyInAnyOrder(ann, bob);
  }

  @Test
  void aStoreThatIsAway_endsTheSweep() {
    heardAfterTheStart("ann");
    heardAfterTheStart("bob");
    world.commands.refusal = new Rejection.Unavailable("away", Duration.ofSeconds(1));
    assertThatThrownBy(() -> world.sweepFor(90 + SETTLED))
        .isInstanceOf(Rejection.Unavailable.class);
    assertThat(world.lost()).hasSize(1);
  }

  @Test
  void aWorkerThatAnotherNodeHearsWhileOthersAreMarked_isNotMarked() {
    WorkerId ann = heardAfterTheStart("ann");
    WorkerId bob = heardAfterTheStart("bob");
    Leases otherNode = world.otherNode();
    world.commands.meanwhile = () -> otherNode.heard(world.lost().contains(ann) ? bob : ann);
    world.sweepFor(90 + SETTLED);
    assertThat(world.lost()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 10, 15, 30, 90, 600})
  void anOutageOfAnyLength_isNoSilence_andSilenceIsStillNoticed(int lease) {
    LeaseTerms terms =
        new LeaseTerms(
            Duration.ofSeconds(lease),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofDays(30));
    try (LeaseWorld market = new LeaseWorld(terms)) {
      market.sweep();
      for (int twelfths = 1; twelfths <= 24; twelfths++) {
        WorkerId ann = market.online("ann-" + twelfths);
        market.beatFor(ann, lease);
        market.pass(lease * twelfths / 12.0);
        market.beatFor(ann, 2 * lease);
        assertThat(market.lost()).doesNotContain(ann);
        market.sweepFor(1.5 * lease);
        assertThat(market.lost()).contains(ann);
      }
    }
  }

  /** Online since the first sweep of a node that has just started. */
  private WorkerId heardAfterTheStart(String name) {
    world.sweep();
    return world.online(name);
  }
}
