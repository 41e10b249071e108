package io.qubix.violators.command;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Starts a thread whose death stays unnoticed. */
final class MakesThreads {

  private final Thread thread = new Thread(() -> {});
  private final ExecutorService pool = Executors.newCachedThreadPool();

  void start() {
    thread.start();
    pool.execute(() -> {});
  }
}
