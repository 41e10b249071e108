package io.qubix.runtime.thread;

/**
 * Lists the phases in which parts of a node start, and in reverse order stop. A part without a
 * phase starts last and stops first. Then the web server stops, and then the phases below, from the
 * last to the first.
 */
public final class Phases {

  /** The log's storage. */
  public static final int LOG_STORAGE = Integer.MIN_VALUE + 98;

  /** The log's writer, and the signals between nodes. */
  public static final int LOG_WRITER = LOG_STORAGE + 1;

  /** The reader of new events, which passes them to the whole node. */
  public static final int LOG_TAIL = LOG_WRITER + 1;

  /** The leases of workers, which write the last heartbeats after the web server stopped. */
  public static final int LEASES = 0;

  /** The followers of the log, after everything that they use. */
  public static final int FOLLOWERS = 10_000;

  /** The rebuilds of read models, once their followers have rows. */
  public static final int REBUILDS = FOLLOWERS + 1;

  private Phases() {}
}
