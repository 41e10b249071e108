package io.qubix.benchmarks.arm;

/** Measures one thing, in rounds that alternate with those of its rivals. */
public abstract class Arm {

  private final String name;

  /**
   * @param name unique in the run, such as {@code log.sealed.16}
   */
  public Arm(String name) {
    this.name = name;
  }

  public final String name() {
    return name;
  }

  /** Loads classes, compiles code, fills caches. */
  public abstract void warmUp() throws Exception;

  /** Runs one round and leaves nothing half done. */
  public abstract Figures round() throws Exception;

  /**
   * Checks that all answered work was done.
   *
   * @throws IllegalStateException when work is missing; the run then fails
   */
  public abstract void check() throws Exception;

  public static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
