package io.qubix.benchmarks;

/** Measures one thing, in rounds that alternate with those of its rivals. */
abstract class Arm {

  private final String name;

  /**
   * @param name unique in the run, such as {@code log.sealed.16}
   */
  Arm(String name) {
    this.name = name;
  }

  final String name() {
    return name;
  }

  /** Loads classes, compiles code, fills caches. */
  abstract void warmUp() throws Exception;

  /** Runs one round and leaves nothing half done. */
  abstract Figures round() throws Exception;

  /**
   * Checks that all answered work was done.
   *
   * @throws IllegalStateException when work is missing; the run then fails
   */
  abstract void check() throws Exception;

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
