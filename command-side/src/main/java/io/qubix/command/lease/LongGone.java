package io.qubix.command.lease;

import io.qubix.api.Rejection;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.ForgetProvider;
import io.qubix.command.bus.Commands;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes providers that were offline for long from the market. Two nodes may do it at once: the
 * second finds nothing to change.
 */
final class LongGone {

  /** The most providers of one run. */
  private static final int BATCH = 1_000;

  private static final Logger log = LoggerFactory.getLogger(LongGone.class);

  private final LeaseTable table;
  private final Duration forgetAfter;
  private final Commands commands;
  private final Clock clock;

  /**
   * @param forgetAfter the time offline after which a provider leaves the market
   */
  LongGone(LeaseTable table, Duration forgetAfter, Commands commands, Clock clock) {
    this.table = table;
    this.forgetAfter = forgetAfter;
    this.commands = commands;
    this.clock = clock;
  }

  void forget() {
    List<WorkerId> gone = table.goneSince(clock.instant().minus(forgetAfter), BATCH);
    for (WorkerId worker : gone) {
      try {
        commands.send(new ForgetProvider(worker));
      } catch (Rejection.NotFound e) {
        log.debug("Worker {} has left already", worker.value());
      }
    }
    if (!gone.isEmpty()) {
      log.info(
          "{} providers were offline for {} days: they left the market",
          gone.size(),
          forgetAfter.toDays());
    }
  }
}
