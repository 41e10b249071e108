package io.qubix.query.telemetry;

/** How much telemetry is kept: the newest rows. */
final class Caps {

  static final int LINES_PER_JOB = 1_000;
  static final int SAMPLES_PER_JOB = 500;

  /** One sample in 30 s makes an hour and a quarter. */
  static final int SAMPLES_PER_PROVIDER = 150;

  /** Longest log line, in characters. */
  static final int LINE = 8_000;

  /** Largest sample, in characters of JSON. */
  static final int SAMPLE = 64_000;

  private Caps() {}
}
