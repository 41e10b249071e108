package io.qubix.query.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GroupedWritesTest {

  private final CountDownLatch written = new CountDownLatch(1);
  private final List<List<String>> groups = new CopyOnWriteArrayList<>();
  private final GroupedWrites<String> writes =
      new GroupedWrites<>(
          group -> {
            groups.add(group);
            if (group.contains("slow")) {
              awaitWritten();
            }
          },
          String::length);

  @Test
  void whoComesAloneIsWrittenAtOnce() {
    writes.write("a");
    writes.write("b");
    assertThat(groups).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void whatComesWhileSomethingIsWrittenIsWrittenTogether_andNobodyReturnsBefore() throws Exception {
    Thread slow = start("slow");
    await().until(() -> !groups.isEmpty());
    List<Thread> others = new ArrayList<>();
    for (String one : List.of("a", "b", "c")) {
      Thread other = start(one);
      await().until(() -> other.getState() == Thread.State.WAITING);
      others.add(other);
    }
    assertThat(groups).hasSize(1);

    written.countDown();
    slow.join();
    for (Thread other : others) {
      other.join();
    }
    assertThat(groups).containsExactly(List.of("slow"), List.of("a", "b", "c"));
  }

  @Test
  void aGroupEndsWithTheOneThatMakesItTooLarge() throws Exception {
    String large = "x".repeat(GroupedWrites.MOST_CHARACTERS);
    Thread slow = start("slow");
    await().until(() -> !groups.isEmpty());
    List<Thread> others = new ArrayList<>();
    for (String one : List.of("a", large, "b")) {
      Thread other = start(one);
      await().until(() -> other.getState() == Thread.State.WAITING);
      others.add(other);
    }

    written.countDown();
    slow.join();
    for (Thread other : others) {
      other.join();
    }
    assertThat(groups).containsExactly(List.of("slow"), List.of("a", large), List.of("b"));
  }

  private Thread start(String one) {
    Thread thread = new Thread(() -> writes.write(one));
    thread.start();
    return thread;
  }

  private void awaitWritten() {
    try {
      written.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
