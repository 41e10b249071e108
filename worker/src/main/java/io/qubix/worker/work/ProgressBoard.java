package io.qubix.worker.work;

import io.qubix.api.telemetry.LogLine;
import io.qubix.worker.execution.ProgressReporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes progress from the executor's thread to the reporting thread. The reporter always gets the
 * latest state.
 */
final class ProgressBoard implements ProgressReporter {

  static final int LINES_A_REPORT = 100;
  private static final int MOST_LINES_WAITING = 1_000;

  private final List<LogLine> lines = new ArrayList<>();
  private int percent;
  private @Nullable String operation;
  private int linesLeftOut;
  private boolean changed;
  private boolean closed;

  /**
   * The next report to the service.
   *
   * @param percent whole, 0 to 100
   */
  record Report(int percent, @Nullable String operation, List<LogLine> lines) {}

  /** A reported 0 counts as 1, because 0 would mean that the work has not begun. */
  @Override
  public synchronized void report(double reported, @Nullable String newOperation) {
    int whole = (int) Math.max(1, Math.min(100, Math.round(reported)));
    if (whole != percent || newOperation != null && !newOperation.equals(operation)) {
      percent = whole;
      operation = newOperation == null ? operation : newOperation;
      changed = true;
      notifyAll();
    }
  }

  @Override
  public synchronized void log(String level, String message) {
    if (lines.size() >= MOST_LINES_WAITING) {
      linesLeftOut++;
      return;
    }
    lines.add(new LogLine(Instant.now(), level, message));
    changed = true;
    notifyAll();
  }

  /** Ends the reports and wakes the waiting threads. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Waits for news, for the close, or for {@code longest}, whichever comes first. */
  synchronized void awaitChange(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos();
        !changed && !closed && left > 0;
        left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Waits for the close, but no longer than {@code longest}. */
  synchronized void awaitClose(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    for (long left = longest.toNanos(); !closed && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  synchronized boolean hasNews() {
    return changed;
  }

  /** Takes the waiting news; lines beyond the limit of a report stay for the next one. */
  synchronized Report take() {
    if (linesLeftOut > 0) {
      lines.add(new LogLine(Instant.now(), "WARN", linesLeftOut + " more lines were left out"));
      linesLeftOut = 0;
    }
    List<LogLine> first = lines.subList(0, Math.min(LINES_A_REPORT, lines.size()));
    Report report = new Report(percent, operation, List.copyOf(first));
    first.clear();
    changed = !lines.isEmpty();
    return report;
  }

  /** Puts a report back that could not be sent. */
  synchronized void restore(Report report) {
    lines.addAll(0, report.lines());
    changed = true;
  }
}
