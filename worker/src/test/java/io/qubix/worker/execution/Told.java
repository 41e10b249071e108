package io.qubix.worker.execution;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps all that an executor tells. */
final class Told implements ProgressReporter {

  final List<String> reports = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();

  @Override
  public void report(double percent, @Nullable String operation) {
    reports.add(percent + " " + operation);
  }

  @Override
  public void log(String level, String message) {
    lines.add(level + " " + message);
  }
}
