package io.qubix.query.telemetry;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.JobTelemetry;
import io.qubix.api.telemetry.LogLine;
import io.qubix.api.telemetry.Telemetry;
import io.qubix.log.signal.Signals;
import io.qubix.runtime.thread.GroupedWrites;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Stores reports; reports that arrive at the same time share one statement. If the store is away,
 * the report is lost, but the worker's request does not fail for it.
 */
@Component
class StoredTelemetry implements Telemetry {

  private static final Logger log = LoggerFactory.getLogger(StoredTelemetry.class);

  /** Telemetry may be lost in a crash, so no report waits for the disk. */
  private static final String RELAXED = "set_config('synchronous_commit', 'off', true)";

  private static final String OF_JOBS =
      String.format(
          Locale.ROOT,
          """
          with line as (
            insert into job_log (job_id, at, level, message)
            select job, at, level, message
            from unnest(:lineJob::uuid[], :lineAt::text[]::timestamptz[], :level::text[],
                :message::text[])
              with ordinality as reported (job, at, level, message, place)
            order by place
            returning id, job_id),
          sample as (
            insert into job_metric (job_id, at, metrics)
            select job, at, metrics
            from unnest(:sampleJob::uuid[], :sampleAt::text[]::timestamptz[], :metrics::text[]::jsonb[])
              with ordinality as reported (job, at, metrics, place)
            order by place
            -- a report that comes again comes with the time of the first
            on conflict (job_id, at, jsonb_hash_extended(metrics, 0)) do nothing
            returning id, job_id)
          select job_id, max(id), %s
          from (select id, job_id from line union all select id, job_id from sample) as kept
          group by job_id
          """,
          RELAXED);

  private static final String OF_PROVIDER =
      String.format(
          Locale.ROOT,
          """
          with sample as (
            insert into provider_usage (worker_id, at, usage)
            values (:worker, :now::timestamptz, :usage::jsonb)
            returning id)
          select id, %s from sample
          """,
          RELAXED);

  /** What a worker reported about a job. A repeated report equals the first one. */
  private record JobReport(UUID job, Instant at, @Nullable String sample, List<LogLine> lines) {

    static JobReport of(JobTelemetry report) {
      JsonNode metrics = report.metrics();
      List<LogLine> lines = report.lines();
      return new JobReport(
          report.jobId().value(),
          report.at(),
          metrics == null ? null : StoredTelemetry.sample(metrics),
          lines.subList(Math.max(0, lines.size() - Caps.LINES_PER_JOB), lines.size()));
    }

    int characters() {
      return (sample == null ? 0 : sample.length())
          + lines.stream().mapToInt(line -> line.message().length()).sum();
    }
  }

  private record JobLine(UUID job, LogLine line) {}

  /** The row up to which a job's telemetry is stored. */
  private record Kept(UUID job, long newest) {}

  private final JdbcClient jdbc;
  private final Signals signals;
  private final Pruning pruning;
  private final GroupedWrites<JobReport> jobReports =
      new GroupedWrites<>(this::keep, JobReport::characters);

  StoredTelemetry(JdbcClient jdbc, Signals signals, Pruning pruning) {
    this.jdbc = jdbc;
    this.signals = signals;
    this.pruning = pruning;
  }

  @Override
  public void ofJobs(List<JobTelemetry> reports) {
    jobReports.writeAll(
        reports.stream()
            .map(JobReport::of)
            .filter(report -> report.sample() != null || !report.lines().isEmpty())
            .toList());
  }

  private void keep(List<JobReport> group) {
    List<JobReport> reports = group.stream().distinct().toList();
    try {
      insert(reports);
    } catch (DataIntegrityViolationException e) {
      if (reports.size() == 1) {
        lost(new JobId(reports.get(0).job()), e);
      } else {
        // One report cannot be stored: stored one by one, the others are kept.
        reports.forEach(report -> keep(List.of(report)));
      }
    } catch (RuntimeException e) {
      // Thrown on, the failure would reach only the caller whose thread happened to write.
      reports.forEach(report -> lost(new JobId(report.job()), e));
    }
  }

  private void insert(List<JobReport> reports) {
    List<JobLine> lines =
        reports.stream()
            .flatMap(report -> report.lines().stream().map(line -> new JobLine(report.job(), line)))
            .toList();
    List<JobReport> samples = reports.stream().filter(report -> report.sample() != null).toList();
    List<Kept> kept =
        jdbc.sql(OF_JOBS)
            .param("lineJob", array("uuid", lines, JobLine::job))
            .param("lineAt", array("text", lines, line -> line.line().timestamp().toString()))
            .param("level", array("text", lines, line -> line.line().level()))
            .param("message", array("text", lines, line -> shortened(line.line().message())))
            .param("sampleJob", array("uuid", samples, JobReport::job))
            .param("sampleAt", array("text", samples, report -> report.at().toString()))
            .param("metrics", array("text", samples, JobReport::sample))
            .query((row, number) -> new Kept(row.getObject(1, UUID.class), row.getLong(2)))
            .list();
    for (Kept newest : kept) {
      signal(new JobId(newest.job()).toString(), newest.newest());
    }
    for (JobReport report : reports) {
      pruning.added(Pruning.Table.JOB_LOG, report.job(), report.lines().size());
      pruning.added(Pruning.Table.JOB_METRIC, report.job(), report.sample() == null ? 0 : 1);
    }
  }

  @Override
  public void ofProvider(WorkerId workerId, Instant at, JsonNode usage) {
    String sample = sample(usage);
    if (sample == null) {
      return;
    }
    try {
      long newest =
          jdbc.sql(OF_PROVIDER)
              .param("worker", workerId.value())
              .param("now", at.toString())
              .param("usage", sample)
              .query((row, number) -> row.getLong(1))
              .single();
      signal(workerId.toString(), newest);
      pruning.added(Pruning.Table.PROVIDER_USAGE, workerId.value(), 1);
    } catch (DataAccessException e) {
      lost(workerId, e);
    }
  }

  private void signal(String subject, long newest) {
    signals.send(TelemetrySignal.TOPIC, subject, Long.toString(newest));
  }

  private static void lost(Object subject, RuntimeException cause) {
    log.warn("Telemetry of {} is lost", subject, cause);
  }

  private static @Nullable String sample(JsonNode metrics) {
    String json = metrics.toString();
    return metrics.isEmpty() || json.length() > Caps.SAMPLE ? null : json;
  }

  private static String shortened(String message) {
    return message.length() <= Caps.LINE ? message : message.substring(0, Caps.LINE - 1) + "…";
  }

  private static <T> SqlArrayValue array(String type, List<T> rows, Function<T, Object> column) {
    return new SqlArrayValue(type, rows.stream().map(column).toArray());
  }
}
