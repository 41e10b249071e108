package io.qubix.query.telemetry;

/** How much is kept; the newest of it. */
final class Caps {

  static final int LINES_PER_JOB = 1_000;
  static final int SAMPLES_PER_JOB = 500;

  /** At one in 30 s: an hour and a quarter. */
  static final int SAMPLES_PER_PROVIDER = 150;

  /** Characters of one log line. */
  static final int LINE = 8_000;

  /** Characters of one sample's JSON. */
  static final int SAMPLE = 64_000;

  private Caps() {}
}
