package io.qubix.api.bounds;

import java.time.Instant;

/** The bounds of what clients may send. Texts are counted in characters, as Unicode does. */
public final class Limits {

  /** The longest name of a worker, model, place or user. */
  public static final int NAME = 255;

  public static final int ADDRESS = 128;

  /** The longest reason of a cancellation. */
  public static final int REASON = 1_000;

  /** The longest text for a worker's current operation. */
  public static final int OPERATION = 1_000;

  /** The longest error of an attempt. */
  public static final int ERROR = 100_000;

  /** The most log lines in one report. */
  public static final int LOG_LINES = 1_000;

  public static final int LOG_MESSAGE = 10_000;

  public static final int LOG_LEVEL = 16;

  /** The most hours of compute that a job may need. */
  public static final int HOURS = 1_000_000;

  /** The highest price of an hour, in QUBIC. */
  public static final int PRICE = 1_000_000_000;

  /** The most that a job may be allowed to cost, in QUBIC: 1,000 hours at the highest price. */
  public static final long COST = 1_000_000_000_000L;

  /** The longest working time that a worker may report, in seconds. */
  public static final int SECONDS = 100_000_000;

  /** The most jobs that a provider holds at once. */
  public static final int SLOTS = 64;

  /** The longest time that an attempt may take, in seconds. */
  public static final int TIMEOUT = 2_592_000;

  /** The longest wait before a failed job is offered again, in seconds. */
  public static final int BACKOFF = 3_600;

  public static final int CPU_CORES = 1_000_000;

  /** The most graphics cards of one machine. */
  public static final int GPUS = 64;

  /** The most models that a provider may name. */
  public static final int MODEL_TYPES = 200;

  /** The most workers that a job may name. */
  public static final int WORKERS = 50;

  public static final int LABELS = 16;

  public static final int LABEL_KEY = 63;

  /** More GPU memory than any machine has, in GB: a larger number means megabytes. */
  public static final int VRAM_GB = 2_048;

  /** More main memory than any machine has, in GB. */
  public static final int RAM_GB = 65_536;

  /** The most jobs or reports in one request. */
  public static final int IN_BULK = 500;

  /** The first time that a client may name, or a worker report. */
  public static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  public static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Limits() {}
}
