package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.provider.WorkerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Follows providers through every order in which they may register, go offline, be silent and be
 * heard, each for half a minute, on a real node that is started again in between. A provider stands
 * for each order, and all live at the same time.
 */
class PresenceHistoriesTest {

  private static final int LENGTH = 5;
  private static final Duration STEP = Duration.ofSeconds(30);

  /** A lease, the time until it is certain, and a sweep. */
  private static final Duration NOTICED =
      LeaseTerms.DEFAULT
          .length()
          .plus(LeaseTerms.DEFAULT.settled())
          .plus(LeaseTerms.DEFAULT.sweepEvery());

  private static final Map<String, BiConsumer<PresenceWorld, WorkerId>> STEPS =
      Map.of(
          "register", PresenceWorld::register,
          "go offline", PresenceWorld::goOffline,
          "be heard", PresenceWorld::heartbeat,
          "be silent", (world, worker) -> {});

  private final PresenceWorld world = new PresenceWorld();
  private final Map<WorkerId, List<String>> histories = new TreeMap<>();

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4})
  void whateverHappenedBefore_theSilentGoOfflineAndTheHeardDoNot(int restartAfter) {
    addHistories(List.of("register"));
    for (int i = 0; i < LENGTH; i++) {
      int step = i;
      histories.forEach((worker, history) -> STEPS.get(history.get(step)).accept(world, worker));
      world.pass(STEP);
      if (i == restartAfter) {
        world.restart();
      }
    }
    Predicate<WorkerId> heard = worker -> worker.hashCode() % 2 == 0;
    assertThat(histories.keySet()).anyMatch(heard).anyMatch(heard.negate());
    for (Duration left = NOTICED; left.compareTo(Duration.ZERO) > 0; left = left.minus(STEP)) {
      histories.keySet().stream().filter(heard).forEach(world::heartbeat);
      world.pass(left.compareTo(STEP) < 0 ? left : STEP);
    }
    List<String> wrong = new ArrayList<>();
    histories.forEach(
        (worker, history) -> {
          if (world.isOnline(worker) != heard.test(worker)) {
            wrong.add(history + (heard.test(worker) ? ", then heard" : ", then silent"));
          }
        });
    assertThat(wrong).isEmpty();
  }

  /** As a version did that passed over the events of those who come online. */
  @Test
  void leasesThatAnEarlierVersionBroke_areMendedByTheNextStart() {
    WorkerId cameBack = new WorkerId("came-back");
    WorkerId raced = new WorkerId("raced");
    world.register(cameBack);
    world.goOffline(cameBack);
    world.register(cameBack);
    world.register(raced);
    world.pass(STEP);
    world.restart(
        () -> {
          String spoil = "update lease set active = false, sequence = ? where worker_id = ?";
          world.jdbc().update(spoil, 1, cameBack.value());
          world.jdbc().update(spoil, -1, raced.value());
          world.jdbc().update("update follower set position = 0 where name = 'leases'");
        });
    world.pass(NOTICED);
    assertThat(world.isOnline(cameBack)).isFalse();
    assertThat(world.isOnline(raced)).isFalse();
  }

  private void addHistories(List<String> begun) {
    if (begun.size() == LENGTH) {
      histories.put(new WorkerId("worker-" + histories.size()), begun);
      return;
    }
    for (String next : STEPS.keySet()) {
      List<String> longer = new ArrayList<>(begun);
      longer.add(next);
      addHistories(longer);
    }
  }
}
