package io.qubix.query.live;

import io.qubix.api.thread.VitalThreads;
import java.util.concurrent.ThreadPoolExecutor;

/** The few threads that live updates have for themselves. */
final class Threads {

  private Threads() {}

  /** So many threads, started when needed; what comes after the shutdown is dropped. */
  static ThreadPoolExecutor pool(String name, int size) {
    ThreadPoolExecutor pool = VitalThreads.pool(name, size);
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return pool;
  }
}
