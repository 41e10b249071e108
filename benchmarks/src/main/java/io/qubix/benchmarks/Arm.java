package io.qubix.benchmarks;

/** Something that is measured, in rounds that alternate with those of its rivals. */
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

  /** One round; it leaves nothing half done. */
  abstract Figures round() throws Exception;

  /**
   * Whether what was answered was done.
   *
   * @throws IllegalStateException when it was not: then the run fails
   */
  abstract void check() throws Exception;

  static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
