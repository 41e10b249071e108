package io.qubix.command.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The progress of an attempt, and how many of its events it has written.
 *
 * <p>Each new highest percent is an event: at most 100. Other changes, a lower percent or another
 * operation at the same percent, are events only a limited number of times; after that they show
 * with the next new highest percent. So an attempt writes at most 100 + {@value #MAX_DETOURS}
 * events for any reports.
 *
 * @param percent as last written
 * @param highest the highest percent that was written
 * @param detours events without a new highest percent
 */
record Progress(int percent, int highest, @Nullable String operation, int detours) {

  static final int MAX_DETOURS = 20;

  static final Progress NONE = new Progress(0, 0, null, 0);

  /** Returns whether a report must be written. */
  boolean isNews(int reported, @Nullable String operationNow) {
    if (reported > highest) {
      return true;
    }
    boolean changed = reported != percent || !Objects.equals(operationNow, operation);
    return changed && detours < MAX_DETOURS;
  }

  Progress to(int reported, @Nullable String operationNow) {
    boolean rose = reported > highest;
    boolean isSame = reported == percent && Objects.equals(operationNow, operation);
    return new Progress(
        reported, rose ? reported : highest, operationNow, rose || isSame ? detours : detours + 1);
  }
}
