package io.qubix.command.lease;

import io.qubix.api.Rejection;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.command.bus.Commands;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes silent providers out of the market. One node sweeps at a time; the next sweep retries the
 * providers that this one could not mark.
 */
final class LeaseSweep {

  /** The most providers of one sweep. */
  private static final int BATCH = 1_000;

  private static final Logger log = LoggerFactory.getLogger(LeaseSweep.class);

  private final LeaseTerms terms;
  private final LeaseTable table;
  private final Leases leases;
  private final TransactionTemplate transaction;
  private final Commands commands;
  private final Clock clock;
  private final ClockWatch watch;

  /** Whether every lease begins again; stays true until that has been written. */
  private boolean interrupted;

  LeaseSweep(
      LeaseTerms terms,
      LeaseTable table,
      Leases leases,
      TransactionTemplate transaction,
      Commands commands,
      Clock clock,
      LongSupplier nanos) {
    this.terms = terms;
    this.table = table;
    this.leases = leases;
    this.transaction = transaction;
    this.commands = commands;
    this.clock = clock;
    this.watch = new ClockWatch(nanos);
  }

  void sweep() {
    leases.write();
    Silence silence = silence();
    for (WorkerId worker : silence.workers()) {
      try {
        mark(worker, silence.since());
      } catch (Rejection.Unavailable e) {
        throw e;
      } catch (Rejection e) {
        log.warn("Worker {} could not be marked offline: {}", worker.value(), e.getMessage());
      }
    }
  }

  /**
   * Checks again before it marks the provider: this node or another may have heard the worker
   * meanwhile. A late renewal waits for this transaction.
   */
  private void mark(WorkerId worker, Instant lastSeen) {
    Object marked =
        transaction.execute(
            status ->
                leases.heardLately(worker) == null && table.lockIfSilent(worker, lastSeen)
                    ? commands.send(new MarkOffline(worker, OfflineReason.SILENT))
                    : null);
    if (marked != null) {
      log.info("Worker {} fell silent", worker.value());
    }
  }

  private Silence silence() {
    Instant now = clock.instant();
    interrupted |= !watch.ranTrue(now);
    Silence silence = transaction.execute(status -> silenceAt(now));
    if (silence == null) {
      return Silence.NONE;
    }
    interrupted = false;
    return silence;
  }

  /** Returns null when another node sweeps. */
  private @Nullable Silence silenceAt(Instant now) {
    if (!table.lockSweep()) {
      return null;
    }
    SweepState state = SweepState.at(now, table.sweepState(), interrupted, terms);
    table.keep(state);
    table.takeBackTo(now, now.plus(terms.interruption()));
    Instant lastSeen = state.silentSince(terms);
    return lastSeen == null
        ? Silence.NONE
        : new Silence(lastSeen, table.silentSince(lastSeen, BATCH));
  }

  /**
   * The silent workers.
   *
   * @param since they were last heard at this time or before
   */
  private record Silence(Instant since, List<WorkerId> workers) {

    static final Silence NONE = new Silence(Instant.MIN, List.of());
  }
}
