package io.qubix.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VitalThreadsTest {

  @AfterEach
  void nothingIsLeftBehind() {
    VitalThreads.failures().keySet().forEach(name -> VitalThreads.thread(name, () -> {}));
    VitalThreads.endBy(() -> {});
  }

  @Test
  void aThreadThatDies_isKept() throws InterruptedException {
    VitalThreads.started(
            "dying",
            () -> {
              throw new IllegalStateException("died");
            })
        .join();

    assertThat(VitalThreads.failures()).containsEntry("dying", "java.lang.IllegalStateException");
  }

  @Test
  void aThreadThatIsMadeAgain_isWhole() throws InterruptedException {
    VitalThreads.started("dying", VitalThreadsTest::fail).join();

    VitalThreads.started("dying", () -> {}).join();

    assertThat(VitalThreads.failures()).isEmpty();
  }

  @Test
  void anErrorThatAFutureSwallows_isKept() throws InterruptedException {
    ExecutorService pool = VitalThreads.pool("pool", 2);

    Future<?> swallowed = pool.submit(VitalThreadsTest::fail);

    ended(pool);
    assertThat(swallowed).isDone();
    assertThat(VitalThreads.failures()).containsOnlyKeys("pool");
  }

  @Test
  void anErrorInAPool_leavesItWorking() throws InterruptedException {
    ExecutorService pool = VitalThreads.pool("pool", 1);
    CountDownLatch next = new CountDownLatch(1);

    pool.execute(VitalThreadsTest::fail);
    pool.execute(next::countDown);

    assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
    ended(pool);
    assertThat(VitalThreads.failures()).containsOnlyKeys("pool");
  }

  @Test
  void anExceptionThatEndsARepeatedTask_isKept() throws InterruptedException {
    ScheduledExecutorService timer = VitalThreads.timer("timer", 1);
    AtomicInteger times = new AtomicInteger();

    Future<?> repeated =
        timer.scheduleWithFixedDelay(
            () -> {
              if (times.incrementAndGet() == 2) {
                throw new IllegalStateException("not again");
              }
            },
            0,
            1,
            TimeUnit.MILLISECONDS);

    assertThat(repeated).failsWithin(java.time.Duration.ofSeconds(10));
    ended(timer);
    assertThat(VitalThreads.failures()).containsOnlyKeys("timer");
  }

  @Test
  void anExceptionOfATask_isItsCallersAlone() throws InterruptedException {
    ExecutorService pool = VitalThreads.pool("pool", 1);

    pool.submit(
        () -> {
          throw new IllegalStateException("told to whoever asks the future");
        });

    ended(pool);
    assertThat(VitalThreads.failures()).isEmpty();
  }

  @Test
  void whenMemoryRunsOut_theProgramEnds() {
    AtomicInteger ended = new AtomicInteger();
    VitalThreads.endBy(ended::incrementAndGet);

    VitalThreads.failed("any", new AssertionError("only this thread"));
    assertThat(ended).hasValue(0);
    VitalThreads.failed("any", new OutOfMemoryError());

    assertThat(ended).hasValue(1);
  }

  private static void ended(ExecutorService pool) throws InterruptedException {
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static void fail() {
    throw new AssertionError("an error");
  }
}
