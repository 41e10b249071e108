package io.qubix.query.telemetry;

import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Looks up the usage of machines, many at once. */
@Component
@ForQueries
public final class Machines {

  private static final String NEWEST =
      """
      select worker, newest.usage from unnest(?::text[]) as worker
      cross join lateral (
        select usage from provider_usage where worker_id = worker order by id desc limit 1) as newest
      """;

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  Machines(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Returns the newest usage of each worker; workers without a report are left out. */
  public Map<WorkerId, Usage> newest(Collection<WorkerId> workers) {
    Map<WorkerId, Usage> usages = new HashMap<>();
    jdbc.query(
        NEWEST,
        row -> {
          usages.put(
              new WorkerId(row.getString("worker")),
              Usage.of(json.readTree(row.getString("usage"))));
        },
        (Object) workers.stream().map(WorkerId::value).toArray(String[]::new));
    return usages;
  }
}
