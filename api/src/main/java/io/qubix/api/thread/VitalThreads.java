package io.qubix.api.thread;

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
 * Makes every thread of the program, and keeps what they failed with: a thread that dies without a
 * word stops all who wait for it. Health shows the failures, and none of them is forgotten before
 * its thread is made again.
 *
 * <p>A failure is an {@link Error}, or any exception that ends a thread or a repeated task. A loop
 * that can go on after one catches it, answers its callers and says {@link #failed} itself.
 */
public final class VitalThreads {

  private static final Logger LOGGER = LoggerFactory.getLogger(VitalThreads.class);

  private static final Map<String, String> FAILURES = new ConcurrentHashMap<>();

  private static volatile Runnable end = () -> {};

  private VitalThreads() {}

  /**
   * Says how to end the program. It is ended when memory runs out: after that any object may be
   * half done, and only a new process is known to be whole.
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

  /** Makes a pool of so many threads, which end while there is no work; tasks run in order. */
  public static ThreadPoolExecutor pool(String name, int threads) {
    FAILURES.remove(name);
    return new VitalPool(name, threads);
  }

  /** Makes a pool of so many threads for delayed and repeated tasks. */
  public static ScheduledExecutorService timer(String name, int threads) {
    FAILURES.remove(name);
    return new VitalTimer(name, threads);
  }

  /** Keeps a failure, the first of each thread, and logs it. */
  public static void failed(String name, Throwable failure) {
    if (FAILURES.putIfAbsent(name, failure.getClass().getName()) == null) {
      LOGGER.error("The thread {} failed: this node must be restarted", name, failure);
    }
    if (failure instanceof OutOfMemoryError) {
      end.run();
    }
  }

  /** Returns the threads that failed, by name, and the class of what each failed with. */
  public static Map<String, String> failures() {
    return new TreeMap<>(FAILURES);
  }

  /** Keeps the error that a thread died of which was not made here. */
  public static void uncaught(Thread thread, Throwable failure) {
    if (failure instanceof Error) {
      failed(thread.getName(), failure);
    } else {
      LOGGER.error("The thread {} ended", thread.getName(), failure);
    }
  }

  /** Makes the threads of an executor, which keeps its errors itself. */
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
