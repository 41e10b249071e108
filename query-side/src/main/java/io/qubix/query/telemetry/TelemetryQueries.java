package io.qubix.query.telemetry;

import io.qubix.api.job.JobId;
import io.qubix.api.job.LogLine;
import io.qubix.api.provider.WorkerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads telemetry; never more than its caps. */
@Component
public class TelemetryQueries {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  TelemetryQueries(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A log line as stored; later ones have greater ids. */
  public record Line(long id, LogLine line) {}

  /** Metrics as reported; later ones have greater ids. */
  public record Sample(long id, Instant timestamp, JsonNode metrics) {}

  /** The id of the job's newest log line; 0 without one. */
  public long newestLine(JobId job) {
    return newest("select max(id) from job_log where job_id = ?", job.value());
  }

  /** The id of the job's newest metrics; 0 without any. */
  public long newestSample(JobId job) {
    return newest("select max(id) from job_metric where job_id = ?", job.value());
  }

  /** The id of the provider's newest metrics; 0 without any. */
  public long newestSample(WorkerId worker) {
    return newest("select max(id) from provider_usage where worker_id = ?", worker.value());
  }

  private long newest(String query, Object subject) {
    return jdbc.sql(query).param(subject).query((row, number) -> row.getLong(1)).single();
  }

  /** What came after a line, oldest first. */
  public List<Line> linesAfter(JobId job, long id) {
    List<Line> lines =
        new ArrayList<>(
            jdbc.sql(
                    """
                    select id, at, level, message from job_log
                    where job_id = ? and id > ? order by id desc limit ?
                    """)
                .params(job.value(), id, Caps.LINES_PER_JOB)
                .query((row, number) -> new Line(row.getLong("id"), line(row)))
                .list());
    Collections.reverse(lines);
    return lines;
  }

  /** The job's newest metrics, if they came after others. */
  public @Nullable Sample newestAfter(JobId job, long id) {
    return jdbc.sql(
            """
            select id, at, metrics from job_metric
            where job_id = ? and id > ? order by id desc limit 1
            """)
        .params(job.value(), id)
        .query(this::sample)
        .optional()
        .orElse(null);
  }

  /** The provider's newest metrics, if they came after others. */
  public @Nullable Sample newestAfter(WorkerId worker, long id) {
    return jdbc.sql(
            """
            select id, at, usage as metrics from provider_usage
            where worker_id = ? and id > ? order by id desc limit 1
            """)
        .params(worker.value(), id)
        .query(this::sample)
        .optional()
        .orElse(null);
  }

  /** How many of the job's lines there are, of one level or of all. */
  long countLines(JobId job, @Nullable String level) {
    return jdbc.sql(
            """
            select count(*) from (
              select level from job_log where job_id = :job order by id desc limit :cap) as kept
            where :level::text is null or level = :level
            """)
        .param("job", job.value())
        .param("cap", Caps.LINES_PER_JOB)
        .param("level", level)
        .query(Long.class)
        .single();
  }

  /** The newest of the job's lines, oldest first. */
  List<LogLine> lines(JobId job, @Nullable String level, @Nullable Instant before, int limit) {
    List<LogLine> lines =
        new ArrayList<>(
            jdbc.sql(
                    """
                    select at, level, message from (
                      select * from job_log where job_id = :job order by id desc limit :cap) as kept
                    where (:level::text is null or level = :level)
                      and (:before::timestamptz is null or at < :before::timestamptz)
                    order by id desc limit :limit
                    """)
                .param("job", job.value())
                .param("cap", Caps.LINES_PER_JOB)
                .param("level", level)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .query((row, number) -> line(row))
                .list());
    Collections.reverse(lines);
    return lines;
  }

  /** The newest of the job's metrics, oldest first. */
  List<Sample> samples(JobId job, @Nullable Instant before, int limit) {
    return samples(
        "select id, at, metrics from job_metric where job_id = :subject",
        job.value(),
        Caps.SAMPLES_PER_JOB,
        before,
        limit);
  }

  /** The newest of the provider's metrics, oldest first. */
  List<Sample> samples(WorkerId worker, @Nullable Instant before, int limit) {
    return samples(
        "select id, at, usage as metrics from provider_usage where worker_id = :subject",
        worker.value(),
        Caps.SAMPLES_PER_PROVIDER,
        before,
        limit);
  }

  private List<Sample> samples(
      String all, Object subject, int cap, @Nullable Instant before, int limit) {
    List<Sample> samples =
        new ArrayList<>(
            jdbc.sql(
                    String.format(
                        Locale.ROOT,
                        """
                        select id, at, metrics from (%s order by id desc limit :cap) as kept
                        where :before::timestamptz is null or at < :before::timestamptz
                        order by id desc limit :limit
                        """,
                        all))
                .param("subject", subject)
                .param("cap", cap)
                .param("before", before == null ? null : before.toString())
                .param("limit", limit)
                .query(this::sample)
                .list());
    Collections.reverse(samples);
    return samples;
  }

  private static LogLine line(ResultSet row) throws SQLException {
    return new LogLine(at(row), row.getString("level"), row.getString("message"));
  }

  private Sample sample(ResultSet row, int number) throws SQLException {
    return new Sample(row.getLong("id"), at(row), json.readTree(row.getString("metrics")));
  }

  private static Instant at(ResultSet row) throws SQLException {
    return row.getObject("at", OffsetDateTime.class).toInstant();
  }
}
