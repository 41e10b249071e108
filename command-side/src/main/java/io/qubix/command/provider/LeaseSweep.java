package io.qubix.command.provider;

import io.qubix.api.Rejection;
import io.qubix.api.provider.MarkOffline;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.WorkerId;
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
 * Takes providers that fell silent out of the market. One node sweeps at a time; the next sweep
 * finds whom this one could not see to.
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

  /** Whether every lease is to begin anew; stays so until that could be written. */
  private boolean anew;

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
    for (WorkerId worker : silent()) {
      try {
        commands.send(new MarkOffline(worker, OfflineReason.SILENT));
        log.info("Worker {} fell silent", worker.value());
      } catch (Rejection.Unavailable e) {
        throw e;
      } catch (Rejection e) {
        log.warn("Worker {} could not be marked offline: {}", worker.value(), e.getMessage());
      }
    }
  }

  private List<WorkerId> silent() {
    Instant now = clock.instant();
    anew |= !watch.ranTrue(now);
    List<WorkerId> silent = transaction.execute(status -> silentAt(now));
    if (silent == null) {
      return List.of();
    }
    anew = false;
    return silent;
  }

  private @Nullable List<WorkerId> silentAt(Instant now) {
    if (!table.lockSweep()) {
      return null;
    }
    Hearing hearing = Hearing.at(now, table.hearing(), anew, terms);
    table.keep(hearing);
    table.takeBackTo(now, now.plus(terms.interruption()));
    Instant lastSeen = hearing.silentSince(terms);
    return lastSeen == null ? List.of() : table.silentSince(lastSeen, BATCH);
  }
}
