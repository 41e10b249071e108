package io.qubix.query.telemetry;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.telemetry.LogLine;
import io.qubix.query.Cursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads telemetry, never more than its caps. */
@Component
public class TelemetryQueries {

  /** The largest page of more than one row, in bytes. */
  private static final int MOST_BYTES = 2_000_000;

  private static final String NEWEST =
      """
      select id, at, level,
          case when number = 1 or bytes <= :bytes and number <= :limit then content end as content
      from (
        select *, row_number() over newest as number,
            sum(octet_length(content)) over newest as bytes
          from (
            select * from ({all} order by id desc limit :cap) as kept
              where (:level::text is null or level = :level)
                and (:at::timestamptz is null or at < :at::timestamptz)
                and (:id::bigint is null or id < :id)
              order by id desc limit :limit + 1) as found
          window newest as (order by id desc)) as measured
      order by id desc
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  TelemetryQueries(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** A log line as stored; later lines have greater ids. */
  public record Line(long id, LogLine line) {}

  /** Metrics as reported; later ones have greater ids. */
  public record Sample(long id, Instant timestamp, JsonNode metrics) {}

  /** Returns the id of the job's newest log line, or 0 when there is none. */
  public long newestLine(JobId job) {
    return newest("select max(id) from job_log where job_id = ?", job.value());
  }

  /** Returns the id of the job's newest metrics, or 0 when there are none. */
  public long newestSample(JobId job) {
    return newest("select max(id) from job_metric where job_id = ?", job.value());
  }

  /** Returns the id of the provider's newest metrics, or 0 when there are none. */
  public long newestSample(WorkerId worker) {
    return newest("select max(id) from provider_usage where worker_id = ?", worker.value());
  }

  private long newest(String query, Object subject) {
    return jdbc.sql(query).param(subject).query((row, number) -> row.getLong(1)).single();
  }

  /** Returns the lines after a line, oldest first. */
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

  /** Returns the job's newest metrics, or null when there are none after {@code id}. */
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

  /** Returns the provider's newest metrics, or null when there are none after {@code id}. */
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

  /** Counts the job's lines of one level, or of all levels when {@code level} is null. */
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

  /** Returns the newest of the job's lines. */
  Newest<LogLine> lines(JobId job, @Nullable String level, Older older, int limit) {
    return newest(
            "select id, at, level, message as content from job_log where job_id = :subject",
            job.value(),
            Caps.LINES_PER_JOB,
            level,
            older,
            limit)
        .map(row -> new LogLine(row.at(), String.valueOf(row.level()), row.content()));
  }

  /** Returns the newest of the job's metrics. */
  Newest<Sample> samples(JobId job, Older older, int limit) {
    return newest(
            "select id, at, null as level, metrics::text as content from job_metric"
                + " where job_id = :subject",
            job.value(),
            Caps.SAMPLES_PER_JOB,
            null,
            older,
            limit)
        .map(this::sampleOf);
  }

  /** Returns the newest of the provider's metrics. */
  Newest<Sample> samples(WorkerId worker, Older older, int limit) {
    return newest(
            "select id, at, null as level, usage::text as content from provider_usage"
                + " where worker_id = :subject",
            worker.value(),
            Caps.SAMPLES_PER_PROVIDER,
            null,
            older,
            limit)
        .map(this::sampleOf);
  }

  /** A row of any of the tables; {@code content} is null in a row that no longer fits the page. */
  private record Row(long id, Instant at, @Nullable String level, String content) {}

  /** Reads a page; PostgreSQL ends it before its rows are too large together. */
  private Newest<Row> newest(
      String all, Object subject, int cap, @Nullable String level, Older older, int limit) {
    List<Row> rows = new ArrayList<>();
    boolean[] more = {false};
    jdbc.sql(NEWEST.replace("{all}", all))
        .param("subject", subject)
        .param("cap", cap)
        .param("level", level)
        .param("at", older.at() == null ? null : older.at().toString())
        .param("id", older.id())
        .param("limit", limit)
        .param("bytes", MOST_BYTES)
        .query(
            row -> {
              String content = row.getString("content");
              if (content == null) {
                more[0] = true;
              } else {
                rows.add(new Row(row.getLong("id"), at(row), row.getString("level"), content));
              }
            });
    Cursor next = more[0] ? Cursor.of(Older.CURSOR, rows.get(rows.size() - 1).id()) : null;
    Collections.reverse(rows);
    return new Newest<>(rows, next);
  }

  private Sample sampleOf(Row row) {
    return new Sample(row.id(), row.at(), json.readTree(row.content()));
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
