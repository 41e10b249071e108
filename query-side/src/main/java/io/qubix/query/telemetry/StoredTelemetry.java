package io.qubix.query.telemetry;

import io.qubix.api.Signals;
import io.qubix.api.job.JobId;
import io.qubix.api.job.LogLine;
import io.qubix.api.job.Telemetry;
import io.qubix.api.provider.WorkerId;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.JsonNode;

/**
 * Keeps each report with one statement. The store being away costs the report, not the worker: what
 * it came with is refused or not for its own reasons.
 */
@Component
class StoredTelemetry implements Telemetry {

  private static final Logger log = LoggerFactory.getLogger(StoredTelemetry.class);

  private final JdbcClient jdbc;
  private final Signals signals;
  private final Pruning pruning;

  StoredTelemetry(JdbcClient jdbc, Signals signals, Pruning pruning) {
    this.jdbc = jdbc;
    this.signals = signals;
    this.pruning = pruning;
  }

  @Override
  public void ofJob(JobId jobId, Instant at, @Nullable JsonNode metrics, List<LogLine> lines) {
    String sample = metrics == null ? null : sample(metrics);
    List<LogLine> newest =
        lines.subList(Math.max(0, lines.size() - Caps.LINES_PER_JOB), lines.size());
    if (sample == null && newest.isEmpty()) {
      return;
    }
    keep(
        jobId.toString(),
        () ->
            jdbc.sql(
                    """
                    with line as (
                      insert into job_log (job_id, at, level, message)
                      select :job, at, level, message
                      from unnest(:at::text[]::timestamptz[], :level::text[], :message::text[])
                        with ordinality as reported (at, level, message, place)
                      order by place
                      returning id),
                    sample as (
                      insert into job_metric (job_id, at, metrics)
                      select :job, :now::timestamptz, :metrics::jsonb
                      where :metrics::jsonb is not null
                        -- a report that comes again comes with the time of the first
                        and not exists
                          (select from job_metric
                            where job_id = :job and at = :now::timestamptz
                              and metrics = :metrics::jsonb)
                      returning id)
                    select greatest((select max(id) from line), (select max(id) from sample)),
                      case when :relaxed then set_config('synchronous_commit', 'off', true) end
                    """)
                .param("job", jobId.value())
                .param("at", array(newest, line -> line.timestamp().toString()))
                .param("level", array(newest, LogLine::level))
                .param("message", array(newest, line -> shortened(line.message())))
                .param("now", at.toString())
                .param("metrics", sample)
                .param("relaxed", isOnItsOwn())
                .query((row, number) -> row.getLong(1))
                .single());
    pruning.added(Pruning.Table.JOB_LOG, jobId.value(), newest.size());
    pruning.added(Pruning.Table.JOB_METRIC, jobId.value(), sample == null ? 0 : 1);
  }

  @Override
  public void ofProvider(WorkerId workerId, Instant at, JsonNode usage) {
    String sample = sample(usage);
    if (sample == null) {
      return;
    }
    keep(
        workerId.toString(),
        () ->
            jdbc.sql(
                    """
                    with sample as (
                      insert into provider_usage (worker_id, at, usage)
                      values (:worker, :now::timestamptz, :usage::jsonb)
                      returning id)
                    select (select id from sample),
                      case when :relaxed then set_config('synchronous_commit', 'off', true) end
                    """)
                .param("worker", workerId.value())
                .param("now", at.toString())
                .param("usage", sample)
                .param("relaxed", isOnItsOwn())
                .query((row, number) -> row.getLong(1))
                .single());
    pruning.added(Pruning.Table.PROVIDER_USAGE, workerId.value(), 1);
  }

  private void keep(String subject, LongSupplier insert) {
    try {
      long newest = insert.getAsLong();
      signals.send(TelemetrySignal.TOPIC, subject, Long.toString(newest));
    } catch (DataAccessException e) {
      log.warn("Telemetry of {} is lost: {}", subject, e.getMessage());
    }
  }

  /** Nobody waits for the disk here, unless it is part of something that must be durable. */
  private static boolean isOnItsOwn() {
    return !TransactionSynchronizationManager.isActualTransactionActive();
  }

  private static @Nullable String sample(JsonNode metrics) {
    String json = metrics.toString();
    return metrics.isEmpty() || json.length() > Caps.SAMPLE ? null : json;
  }

  private static String shortened(String message) {
    return message.length() <= Caps.LINE ? message : message.substring(0, Caps.LINE - 1) + "…";
  }

  private static SqlArrayValue array(List<LogLine> lines, Function<LogLine, String> column) {
    return new SqlArrayValue("text", lines.stream().map(column).toArray());
  }
}
