package io.qubix.command.job.report;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.AtWork;
import io.qubix.api.job.view.JobView;
import io.qubix.api.job.view.PendingJobs;
import io.qubix.api.job.view.Stop;
import io.qubix.api.lease.Sessions;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.MarkOnline;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Answers in a process without the query side, which holds the polls: with what the worker holds
 * now, as a heartbeat does, and without waiting.
 */
@Component
@Profile("command & !query")
class PendingNow implements PendingJobs {

  private final Commands commands;
  private final JobHistory history;
  private final Sessions sessions;

  PendingNow(Commands commands, JobHistory history, Sessions sessions) {
    this.commands = commands;
    this.history = history;
    this.sessions = sessions;
  }

  @Override
  public CompletableFuture<List<JobView>> of(
      WorkerId worker, @Nullable String session, AtWork except, Duration patience) {
    sessions.verify(worker, session);
    List<JobId> held = commands.send(new MarkOnline(worker, null));
    return CompletableFuture.completedFuture(
        history.heldBy(worker, held).stream().filter(job -> !except.includes(job)).toList());
  }

  @Override
  public List<Stop> takenFrom(WorkerId worker) {
    return List.of();
  }
}
