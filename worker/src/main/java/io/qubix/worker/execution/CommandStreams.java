package io.qubix.worker.execution;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Serves the three streams of a running command, each on a separate thread. */
final class CommandStreams {

  private static final Pattern PROGRESS =
      Pattern.compile("progress\\s+(\\d{1,9}(?:\\.\\d{1,9})?)%?(?:\\s+(.*))?");
  private static final int TAIL_LINES = 10;
  private static final long MILLIS_TO_END = TimeUnit.SECONDS.toMillis(2);

  private final Process process;
  private final ProgressReporter progress;
  private final int maxOutput;
  private final Deque<String> tail = new ArrayDeque<>();
  private final Thread outputReader = daemon("command-stdout", this::readOutput);
  private final Thread errorReader = daemon("command-stderr", this::readErrors);
  private volatile byte[] output = new byte[0];
  private volatile boolean outputTooLarge;
  private volatile boolean outputEnded;

  CommandStreams(Process process, ProgressReporter progress, int maxOutput) {
    this.process = process;
    this.progress = progress;
    this.maxOutput = maxOutput;
  }

  void begin(byte[] input) {
    outputReader.start();
    errorReader.start();
    daemon("command-stdin", () -> write(input)).start();
  }

  /** Waits a short time for what an ended process may have left in its pipes. */
  void awaitEnd() throws InterruptedException {
    outputReader.join(MILLIS_TO_END);
    errorReader.join(MILLIS_TO_END);
  }

  byte[] output() {
    return output;
  }

  boolean outputTooLarge() {
    return outputTooLarge;
  }

  /** Returns false while a process still holds the output open. */
  boolean outputEnded() {
    return outputEnded;
  }

  /** Returns the last lines of stderr that were not progress. */
  String errorTail() {
    synchronized (tail) {
      return String.join("\n", tail);
    }
  }

  private void write(byte[] input) {
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A program need not read its input.
    }
  }

  private void readOutput() {
    try {
      byte[] read = process.getInputStream().readNBytes(maxOutput + 1);
      outputTooLarge = read.length > maxOutput;
      if (outputTooLarge) {
        new ProcessTree(process.toHandle()).kill();
      } else {
        output = read;
      }
      outputEnded = true;
    } catch (IOException e) {
      // The process was killed; the killer reports the reason.
    }
  }

  private void readErrors() {
    try (Reader stderr = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
      BoundedLines lines = new BoundedLines(stderr);
      for (String line = lines.next(); line != null; line = lines.next()) {
        accept(line);
      }
    } catch (IOException e) {
      // The process was killed; the killer reports the reason.
    }
  }

  private void accept(String line) {
    Matcher report = PROGRESS.matcher(line);
    if (report.matches()) {
      progress.report(Double.parseDouble(report.group(1)), report.group(2));
      return;
    }
    if (line.isBlank()) {
      return;
    }
    progress.log("INFO", line);
    synchronized (tail) {
      tail.addLast(line);
      if (tail.size() > TAIL_LINES) {
        tail.removeFirst();
      }
    }
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
