package io.qubix.runtime.thread;

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
    writeWhileSlow("a", "b", "c");
    assertThat(groups).containsExactly(List.of("slow"), List.of("a", "b", "c"));
  }

  @Test
  void whatIsWrittenAtOnce_isOneGroup_unlessItIsTooLarge() {
    String large = "x".repeat(GroupedWrites.MOST_CHARACTERS);
    writes.writeAll(List.of("a", "b"));
    writes.writeAll(List.of());
    writes.writeAll(List.of("c", large, "d"));
    assertThat(groups).containsExactly(List.of("a", "b"), List.of("c", large), List.of("d"));
  }

  @Test
  void aGroupEndsWithTheOneThatMakesItTooLarge() throws Exception {
    String large = "x".repeat(GroupedWrites.MOST_CHARACTERS);
    writeWhileSlow("a", large, "b");
    assertThat(groups).containsExactly(List.of("slow"), List.of("a", large), List.of("b"));
  }

  /** They come one after the other while a slow one is written; returns when all have returned. */
  private void writeWhileSlow(String... ones) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    threads.add(start("slow"));
    await().until(() -> !groups.isEmpty());
    for (String one : ones) {
      Thread thread = start(one);
      await().until(() -> thread.getState() == Thread.State.WAITING);
      threads.add(thread);
    }
    assertThat(groups).hasSize(1);

    written.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
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
