package io.qubix.query.live;

import io.qubix.runtime.thread.VitalThreads;
import java.util.concurrent.ThreadPoolExecutor;

/** Makes the few threads of live updates. */
final class Threads {

  private Threads() {}

  /** Makes a pool whose threads start on demand; it drops tasks after the shutdown. */
  static ThreadPoolExecutor pool(String name, int size) {
    ThreadPoolExecutor pool = VitalThreads.pool(name, size);
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return pool;
  }
}
