package io.qubix.command.eventstore;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread that is there while there is work for it, and does it in the order it came. */
final class BackgroundThread {

  private BackgroundThread() {}

  /** Nobody has to stop it: it keeps no program from ending. */
  static ThreadPoolExecutor named(String name) {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread named = new Thread(work, name);
              named.setDaemon(true);
              return named;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }
}
