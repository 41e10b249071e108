package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.runtime.thread.VitalThreads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTest {

  @Test
  void anError_isSeen_andWhatIsToBeDoneIsDoneAgain() {
    AtomicInteger times = new AtomicInteger();
    Repeated repeated =
        new Repeated(
            "failing-sweep",
            Duration.ofMillis(1),
            () -> {
              if (times.incrementAndGet() == 1) {
                throw new AssertionError("out of order");
              }
            },
            () -> {});
    repeated.start();
    try {
      await().until(() -> times.get() > 2);
      assertThat(VitalThreads.failures()).containsKey("failing-sweep");
    } finally {
      repeated.stop();
      VitalThreads.thread("failing-sweep", () -> {});
    }
  }

  @Test
  void anException_isNoFailureOfTheThread() {
    AtomicInteger times = new AtomicInteger();
    Repeated repeated =
        new Repeated(
            "refused-sweep",
            Duration.ofMillis(1),
            () -> {
              times.incrementAndGet();
              throw new IllegalStateException("the store is away");
            },
            () -> {});
    repeated.start();
    try {
      await().until(() -> times.get() > 2);
      assertThat(VitalThreads.failures()).doesNotContainKey("refused-sweep");
    } finally {
      repeated.stop();
    }
  }
}
