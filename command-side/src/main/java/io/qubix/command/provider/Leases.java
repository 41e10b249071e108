package io.qubix.command.provider;

import io.qubix.api.provider.WorkerId;
import io.qubix.command.job.SignsOfLife;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Renews leases: notes in memory who was heard, and writes it behind, many workers in a statement.
 * What could not be written is written the next time.
 */
final class Leases implements SignsOfLife {

  private final LeaseTable table;
  private final Clock clock;
  private final Map<WorkerId, Instant> unwritten = new ConcurrentHashMap<>();

  Leases(LeaseTable table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  @Override
  public void heard(WorkerId worker) {
    unwritten.put(worker, clock.instant());
  }

  /** When this node heard the worker, if that is not written yet. */
  @Nullable Instant heardLately(WorkerId worker) {
    return unwritten.get(worker);
  }

  synchronized void write() {
    Map<WorkerId, Instant> heard = Map.copyOf(unwritten);
    if (!heard.isEmpty()) {
      table.renew(heard);
      heard.forEach(unwritten::remove);
    }
  }
}
