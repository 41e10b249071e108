package io.qubix.query.telemetry;

import io.qubix.runtime.thread.VitalThreads;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Deletes the rows beyond the caps, each time a tenth of a cap was added. It runs beside the
 * reports, for several subjects at once. Queries never show more than the cap, so a late deletion
 * is invisible.
 */
@Component
class Pruning implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Pruning.class);
  private static final int MAX_COUNTED = 100_000;

  /** The tables, each with the column of its subject and its cap. */
  enum Table {
    JOB_LOG("job_id", Caps.LINES_PER_JOB),
    JOB_METRIC("job_id", Caps.SAMPLES_PER_JOB),
    PROVIDER_USAGE("worker_id", Caps.SAMPLES_PER_PROVIDER);

    private final int cap;
    private final String delete;

    Table(String subject, int cap) {
      this.cap = cap;
      delete =
          String.format(
              Locale.ROOT,
              """
              delete from %1$s where %2$s = ? and id <= (
                select id from %1$s where %2$s = ? order by id desc offset %3$d limit 1)
              """,
              name().toLowerCase(Locale.ROOT),
              subject,
              cap);
    }
  }

  private final JdbcTemplate jdbc;
  private final Map<Table, Map<Object, Integer>> added = new EnumMap<>(Table.class);
  private final Map<Table, Set<Object>> due = new EnumMap<>(Table.class);
  private final ExecutorService thread;

  Pruning(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    for (Table table : Table.values()) {
      added.put(table, new HashMap<>());
      due.put(table, new HashSet<>());
    }
    thread = VitalThreads.pool("telemetry-pruning", 1);
  }

  /** Counts added rows without waiting for a deletion. */
  synchronized void added(Table table, Object subject, int rows) {
    Map<Object, Integer> counts = added.get(table);
    if (rows == 0 || counts == null) {
      return;
    }
    if (counts.merge(subject, rows, Integer::sum) >= table.cap / 10) {
      counts.remove(subject);
      Set<Object> subjects = due.get(table);
      boolean isFirst = subjects.isEmpty();
      subjects.add(subject);
      if (isFirst && !thread.isShutdown()) {
        thread.execute(() -> prune(table));
      }
    } else if (counts.size() > MAX_COUNTED) {
      // Most counted jobs have ended; a subject that lost its count is pruned later.
      counts.clear();
    }
  }

  private void prune(Table table) {
    List<Object[]> subjects = new ArrayList<>();
    synchronized (this) {
      Set<Object> waiting = due.get(table);
      waiting.forEach(subject -> subjects.add(new Object[] {subject, subject}));
      waiting.clear();
    }
    try {
      jdbc.batchUpdate(table.delete, subjects);
    } catch (DataAccessException e) {
      log.warn("Old telemetry stays for now", e);
    }
  }

  @Override
  public void destroy() {
    thread.shutdownNow();
  }
}
