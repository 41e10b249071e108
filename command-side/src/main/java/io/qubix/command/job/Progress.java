package io.qubix.command.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far an attempt says it is, and how much of what it may write it has written.
 *
 * <p>Each new highest percent is an event: at most 100. Anything else, a step back or another
 * operation at the same percent, is one only so many times; after that it shows with the next new
 * highest percent. So an attempt writes at most 100 + {@value #MAX_DETOURS} events, whatever its
 * worker reports.
 *
 * @param percent as last written
 * @param highest the most that was ever written
 * @param detours events that were no new highest percent
 */
record Progress(int percent, int highest, @Nullable String operation, int detours) {

  static final int MAX_DETOURS = 20;

  static final Progress NONE = new Progress(0, 0, null, 0);

  /** Whether a report is to be written. */
  boolean isNews(int reported, @Nullable String operationNow) {
    if (reported > highest) {
      return true;
    }
    boolean changed = reported != percent || !Objects.equals(operationNow, operation);
    return changed && detours < MAX_DETOURS;
  }

  Progress to(int reported, @Nullable String operationNow) {
    boolean rose = reported > highest;
    return new Progress(
        reported, rose ? reported : highest, operationNow, rose ? detours : detours + 1);
  }
}
