package io.qubix.log.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AppendQueueTest {

  private final AppendQueue queue = new AppendQueue(3, 100);

  @Test
  void whatDoesNotFit_isRefused_andFitsWhenOthersAreGone() {
    Append first = append(60);
    assertThat(queue.offer(first)).isTrue();
    assertThat(queue.offer(append(41))).isFalse();
    assertThat(queue.offer(append(40))).isTrue();
    assertThat(queue.bytes()).isEqualTo(100);

    assertThat(queue.poll()).isSameAs(first);

    assertThat(queue.offer(append(60))).isTrue();
    assertThat(queue.bytes()).isEqualTo(100);
  }

  @Test
  void whatIsLargerThanTheQueue_isTakenAlone() {
    assertThat(queue.offer(append(1_000))).isTrue();
    assertThat(queue.offer(append(1))).isFalse();

    queue.poll();

    assertThat(queue.offer(append(1))).isTrue();
    assertThat(queue.offer(append(1_000))).isFalse();
    assertThat(queue.bytes()).isEqualTo(1);
  }

  @Test
  void whatFits_isNeverRefusedBecauseOfWhatDoesNot() {
    queue.offer(append(50));
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> tooLarge =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                assertThat(queue.offer(append(60))).isFalse();
              }
            });
    try {
      for (int i = 0; i < 200_000; i++) {
        Append small = append(40);
        assertThat(queue.offer(small)).isTrue();
        queue.remove(small);
      }
    } finally {
      over.set(true);
      tooLarge.join();
    }
  }

  @Test
  void moreThanSoMany_areRefused() {
    for (int i = 0; i < 3; i++) {
      assertThat(queue.offer(append(1))).isTrue();
    }
    assertThat(queue.offer(append(1))).isFalse();
    assertThat(queue.bytes()).isEqualTo(3);
  }

  @Test
  void whatWaitsNoLonger_leavesItsRoom() {
    Append given = append(90);
    queue.offer(given);

    assertThat(queue.remove(given)).isTrue();
    assertThat(queue.remove(given)).isFalse();

    assertThat(queue.bytes()).isZero();
    assertThat(queue.isEmpty()).isTrue();
  }

  private static Append append(long bytes) {
    return new Append(List.of(), bytes, new CompletableFuture<>());
  }
}
