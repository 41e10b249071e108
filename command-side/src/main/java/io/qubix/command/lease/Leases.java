package io.qubix.command.lease;

import io.qubix.api.lease.HeardWorkers;
import io.qubix.api.provider.WorkerId;
import io.qubix.command.job.report.SignsOfLife;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Renews leases: notes heard workers in memory and writes them behind, many in a statement. The
 * next write repeats what could not be written.
 *
 * <p>A late renewal is written at once, because a sweep on any node may be about to mark the worker
 * offline: either the sweep sees the renewal, or it is done before the worker gets its answer.
 */
public final class Leases implements SignsOfLife, HeardWorkers {

  private static final Logger log = LoggerFactory.getLogger(Leases.class);

  private final LeaseTable table;
  private final LeaseTerms terms;
  private final Clock clock;
  private final Map<WorkerId, Instant> unwritten = new ConcurrentHashMap<>();

  /** The renewals that this node wrote within the last lease. */
  private final Map<WorkerId, Instant> written = new ConcurrentHashMap<>();

  Leases(LeaseTable table, LeaseTerms terms, Clock clock) {
    this.table = table;
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public void heard(WorkerId worker) {
    try {
      renew(worker);
    } catch (DataAccessException e) {
      // The worker's request itself succeeded; its renewal is written behind.
      log.debug("A late renewal waits to be written: {}", e.toString());
    }
  }

  /**
   * Renews a worker's lease, if it has one.
   *
   * @throws DataAccessException when a late renewal could not be written at once; a later write
   *     repeats it
   */
  public void renew(WorkerId worker) {
    Instant now = clock.instant();
    Instant late = now.minus(terms.late());
    unwritten.put(worker, now);
    Instant last = written.get(worker);
    if (last == null || last.isBefore(late)) {
      table.renew(worker, now, late);
    }
  }

  @Override
  public boolean isHeard(WorkerId worker) {
    return written.containsKey(worker);
  }

  /** Returns when this node heard the worker, or null when that is already written. */
  @Nullable Instant heardLately(WorkerId worker) {
    return unwritten.get(worker);
  }

  synchronized void write() {
    Map<WorkerId, Instant> heard = Map.copyOf(unwritten);
    if (!heard.isEmpty()) {
      table.renew(heard).forEach(worker -> written.put(worker, heard.get(worker)));
      heard.forEach(unwritten::remove);
    }
    Instant over = clock.instant().minus(terms.length());
    written.values().removeIf(over::isAfter);
  }
}
