package io.qubix.terminal.watch;

import io.qubix.terminal.print.Output;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Session;
import io.qubix.terminal.view.BarView;
import io.qubix.terminal.view.JobOutcome;
import io.qubix.terminal.view.JsonView;
import io.qubix.terminal.view.LogsOnly;
import io.qubix.terminal.view.PlainView;
import io.qubix.terminal.view.View;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Waits for the end of a job, in several ways. Each returns the job's outcome as an exit code. */
public final class Watching {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Session session;

  private Watching(Session session) {
    this.session = session;
  }

  public static Watching of(Session session) {
    return new Watching(session);
  }

  /** Shows all changes. */
  public ExitCode show(String jobId) throws InterruptedException {
    Output output = session.output();
    if (session.json()) {
      return JobOutcome.code(watch(jobId, new JsonView(output)));
    }
    return JobOutcome.code(
        watch(jobId, output.screen().terminal() ? new BarView(output) : new PlainView(output)));
  }

  /**
   * Shows only the end.
   *
   * @param quiet shows nothing at all
   */
  public ExitCode await(String jobId, boolean quiet) throws InterruptedException {
    JsonNode job = watch(jobId, session.output()::notice);
    if (!quiet && session.json()) {
      session.output().json(job);
    } else if (!quiet) {
      JobOutcome.print(job, session.output());
    }
    return JobOutcome.code(job);
  }

  /** Shows only the log. */
  public ExitCode followLogs(String jobId, @Nullable String level) throws InterruptedException {
    watch(jobId, new LogsOnly(session, level));
    return ExitCode.OK;
  }

  private JsonNode watch(String jobId, View view) throws InterruptedException {
    try (Farewell farewell = new Farewell(jobId, session.output())) {
      Objects.requireNonNull(farewell);
      return new JobWatch(session, jobId, view, session.patience(PATIENCE)).toTheEnd();
    }
  }
}
