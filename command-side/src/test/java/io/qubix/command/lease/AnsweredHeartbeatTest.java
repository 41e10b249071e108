package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.provider.WorkerId;
import io.qubix.node.RestNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker whose heartbeat was answered is online, however late it came and on any node. */
class AnsweredHeartbeatTest {

  private static final List<WorkerId> WORKERS =
      IntStream.range(0, 200).mapToObj(i -> new WorkerId("worker-" + i)).toList();

  private final PresenceWorld world = new PresenceWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void heardWhileTheyAreSweptAway_noneIsOfflineAfterItsAnswer() {
    WORKERS.forEach(world::register);
    try (RestNode otherNode = world.another()) {
      for (RestNode hearing : List.of(world.node(), otherNode)) {
        WORKERS.forEach(world::heartbeat);
        world.pass(LeaseTerms.DEFAULT.length());
        world.skip(LeaseTerms.DEFAULT.sweepEvery());
        CompletableFuture<Void> sweep = CompletableFuture.runAsync(world::sweep);
        // The sweep goes from the first to the last, and meets the heartbeats on their way back.
        for (int i = WORKERS.size() - 1; i >= 0; i--) {
          world.heartbeat(hearing, WORKERS.get(i));
        }
        sweep.join();
        assertThat(WORKERS).allMatch(world::isOnline);
      }
    }
  }
}
