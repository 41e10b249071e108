package io.qubix.log.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AwaitedTest {

  private final Awaited<String, Integer> awaited = new Awaited<>("awaited-test");

  @Test
  @Timeout(10)
  void whateverFollowsAnAnswer_doesNotHoldUpTheThreadThatTells() {
    CountDownLatch clientReads = new CountDownLatch(1);
    CompletableFuture<Thread> answered =
        awaited
            .next("job")
            .later()
            .thenApply(
                value -> {
                  waitFor(clientReads);
                  return Thread.currentThread();
                });

    awaited.tell("job", 1);

    assertThat(answered).isNotDone();
    clientReads.countDown();
    assertThat(answered.join()).isNotSameAs(Thread.currentThread());
  }

  @Test
  void whatWasTold_isThereAtOnceForWhoLooks() {
    Awaited.Call<Integer> first = awaited.next("job");
    Awaited.Call<Integer> second = awaited.next("job");
    Awaited.Call<Integer> other = awaited.next("another job");

    awaited.tell("job", 1);

    assertThat(first.told()).contains(1);
    assertThat(second.told()).contains(1);
    assertThat(other.told()).isEmpty();
    assertThat(first.later().join()).isEqualTo(1);
  }

  @Test
  void whoWaitsNoLonger_isForgotten_andTakesNothingFromOthers() {
    Awaited.Call<Integer> ended = awaited.next("job");
    Awaited.Call<Integer> waits = awaited.next("job");
    CompletableFuture<Integer> cancelled = awaited.next("another job").later();

    ended.end();
    cancelled.cancel(false);
    assertThat(awaited.count()).isEqualTo(1);
    awaited.tell("job", 1);

    assertThat(waits.told()).contains(1);
    assertThat(awaited.count()).isZero();
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(5, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
