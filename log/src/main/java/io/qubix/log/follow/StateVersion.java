package io.qubix.log.follow;

import java.util.Comparator;

/**
 * The version of a state that follows from the log. A newer version is rebuilt from the log, and
 * not converted.
 *
 * @param shape raise it when older code cannot use the state, or newer code cannot use the older
 *     state
 * @param rule raise it when the same events lead to other contents of the same shape
 */
public record StateVersion(int shape, int rule) implements Comparable<StateVersion> {

  private static final Comparator<StateVersion> ORDER =
      Comparator.comparingInt(StateVersion::shape).thenComparingInt(StateVersion::rule);

  /** Reads what {@link #toString} says. */
  public static StateVersion parse(String text) {
    int dot = text.indexOf('.');
    return new StateVersion(
        Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  /** Returns whether code of this version can read a state of another. */
  public boolean reads(StateVersion stored) {
    return stored.shape == shape;
  }

  /**
   * Returns whether code of this version may go on writing a state of another. It may not if the
   * state is of a newer rule, because nothing would repair what an older rule adds.
   */
  public boolean continues(StateVersion stored) {
    return reads(stored) && stored.rule <= rule;
  }

  @Override
  public int compareTo(StateVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return shape + "." + rule;
  }
}
