package io.qubix.command.lease;

import io.qubix.api.Rejection;
import io.qubix.api.job.command.FailJob;
import io.qubix.api.provider.Hold;
import io.qubix.api.provider.event.ProviderWentOffline;
import io.qubix.command.bus.Answers;
import io.qubix.command.bus.Commands;
import org.axonframework.eventhandling.EventHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the attempts of a provider that went offline. It follows the log, so that no crash between
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
    takeAttempts(event);
  }

  /**
   * Ends one attempt after the other: all of them change the provider, so at once they would only
   * wait for each other.
   *
   * @throws Rejection.Unavailable when the store is away
   */
  public void takeAttempts(ProviderWentOffline event) {
    for (Hold hold : event.lost()) {
      Rejection refusal =
          Answers.refusal(
              commands.sendAsync(
                  FailJob.providerLost(
                      hold.jobId(), hold.attempt(), event.workerId(), event.reason())));
      if (refusal != null) {
        log.debug("{} was not lost with its provider: {}", hold.jobId(), refusal.getMessage());
      }
    }
  }
}
