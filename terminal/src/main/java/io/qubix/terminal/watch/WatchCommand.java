package io.qubix.terminal.watch;

import io.qubix.terminal.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Watches a job to its end. */
@Command(
    name = "watch",
    header = "Watches a job to its end: a live bar, and its log.",
    description = {
      "Ends with 0 when the job is completed, 1 when it failed, 8 when it was cancelled.",
      "Ctrl-C ends the watching; the job goes on."
    })
public final class WatchCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ID", description = "The job's id.")
  private String id = "";

  public WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    return Watching.of(session).show(id).number();
  }
}
