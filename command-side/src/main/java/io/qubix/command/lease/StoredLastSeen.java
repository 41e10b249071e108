package io.qubix.command.lease;

import io.qubix.api.lease.LastSeen;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Combines the table of leases with what this node has heard since. */
@Component
class StoredLastSeen implements LastSeen {

  private final LeaseTable table;
  private final ObjectProvider<Leases> leases;

  StoredLastSeen(LeaseTable table, ObjectProvider<Leases> leases) {
    this.table = table;
    this.leases = leases;
  }

  @Override
  public Map<WorkerId, Instant> of(Collection<WorkerId> workers) {
    Map<WorkerId, Instant> seen = table.lastSeen(workers);
    leases.ifAvailable(
        heard ->
            workers.forEach(
                worker -> {
                  Instant lately = heard.heardLately(worker);
                  if (lately != null) {
                    seen.merge(worker, lately, (a, b) -> a.isAfter(b) ? a : b);
                  }
                }));
    return seen;
  }
}
