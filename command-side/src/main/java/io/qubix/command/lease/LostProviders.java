package io.qubix.command.lease;

import io.qubix.api.Rejection;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.command.bus.Answers;
import io.qubix.command.bus.Commands;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the attempt of a provider that went offline. It follows the log, so that no crash between
 * the two loses a job. A refusal means that the attempt has already ended.
 */
public class LostProviders {

  private static final Logger log = LoggerFactory.getLogger(LostProviders.class);

  private final Commands commands;

  public LostProviders(Commands commands) {
    this.commands = commands;
  }

  @EventHandler
  void on(ProviderWentOffline event) {
    takeAttempt(event);
  }

  /**
   * Sends the command and waits for its answer.
   *
   * @throws Rejection.Unavailable when the store is away
   */
  public void takeAttempt(ProviderWentOffline event) {
    JobId job = event.heldJob();
    if (job == null) {
      return;
    }
    Rejection refusal =
        Answers.refusal(
            commands.sendAsync(FailJob.providerLost(job, event.heldAttempt(), event.workerId())));
    if (refusal != null) {
      log.debug("{} was not lost with its provider: {}", job, refusal.getMessage());
    }
  }
}
