package io.qubix.runtime.thread;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes every thread of the program, and keeps their failures: a thread that dies silently stops
 * all callers that wait for it. Health shows the failures; each is kept until its thread is made
 * again.
 *
 * <p>A failure is an {@link Error}, or an exception that ends a thread or a repeated task. A loop
 * that can go on after a failure catches it, answers its callers and calls {@link #failed} itself.
 */
public final class VitalThreads {

  private static final Logger LOGGER = LoggerFactory.getLogger(VitalThreads.class);

  private static final Map<String, String> FAILURES = new ConcurrentHashMap<>();

  private static volatile Runnable end = () -> {};

  private VitalThreads() {}

  /**
   * Sets how to end the program. It ends when memory runs out: any object may then be half changed,
   * and only a new process is known to be whole.
   */
  public static void endBy(Runnable action) {
    end = action;
  }

  /** Makes a daemon thread; the caller starts it. */
  public static Thread thread(String name, Runnable body) {
    FAILURES.remove(name);
    return daemon(name, () -> run(name, body));
  }

  /** Makes and starts a daemon thread. */
  public static Thread started(String name, Runnable body) {
    Thread thread = thread(name, body);
    thread.start();
    return thread;
  }

  /** Makes a pool of threads, which end while there is no work; tasks start in order. */
  public static ThreadPoolExecutor pool(String name, int threads) {
    FAILURES.remove(name);
    return new VitalPool(name, threads);
  }

  /** Makes such a pool that drops tasks after its shutdown. */
  public static ThreadPoolExecutor droppingPool(String name, int threads) {
    ThreadPoolExecutor pool = pool(name, threads);
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    return pool;
  }

  /** Makes a pool of threads for delayed and repeated tasks. */
  public static ScheduledExecutorService timer(String name, int threads) {
    FAILURES.remove(name);
    return new VitalTimer(name, threads);
  }

  /** Keeps the first failure of a thread, and logs it. */
  public static void failed(String name, Throwable failure) {
    if (FAILURES.putIfAbsent(name, failure.getClass().getName()) == null) {
      LOGGER.error("The thread {} failed: this node must be restarted", name, failure);
    }
    if (failure instanceof OutOfMemoryError) {
      end.run();
    }
  }

  /** Returns the failed threads by name, with the class of each failure. */
  public static Map<String, String> failures() {
    return new TreeMap<>(FAILURES);
  }

  /** Keeps the error of a thread that was made elsewhere. */
  public static void uncaught(Thread thread, Throwable failure) {
    if (failure instanceof Error) {
      failed(thread.getName(), failure);
    } else {
      LOGGER.error("The thread {} ended", thread.getName(), failure);
    }
  }

  /** Makes the threads of an executor that keeps its errors itself. */
  static ThreadFactory factory(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    return body -> {
      Thread thread = daemon(threads == 1 ? name : name + "-" + number.incrementAndGet(), body);
      thread.setUncaughtExceptionHandler(
          (ended, failure) -> LOGGER.error("A task of {} failed", name, failure));
      return thread;
    };
  }

  private static void run(String name, Runnable body) {
    try {
      body.run();
    } catch (Throwable failure) {
      failed(name, failure);
    }
  }

  private static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }
}
