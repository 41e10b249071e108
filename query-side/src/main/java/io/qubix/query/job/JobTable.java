package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import io.qubix.query.projection.Column;
import io.qubix.query.projection.ReadModelJson;
import io.qubix.query.projection.Tables;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** The jobs' table, many rows a statement. */
final class JobTable {

  /**
   * What is written of a job once and never again.
   *
   * @param position of its creation
   */
  record Created(JobId id, long position, JsonNode inputData) {}

  private static final String READ = "select id, view from {job_view} where id = any (?::uuid[])";

  private static final String INSERT =
      """
      insert into {job_view}
          (id, created, qubic_address, model_type, status, worker_id, view, input_data)
      select id::uuid, created::bigint, qubic_address, model_type, status, worker_id,
          view::jsonb, input_data::jsonb
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[])
        as row (id, created, qubic_address, model_type, status, worker_id, view, input_data)
      """;

  private static final String UPDATE =
      """
      update {job_view} as job
      set status = row.status, worker_id = row.worker_id, view = row.view::jsonb
      from unnest(?::text[], ?::text[], ?::text[], ?::text[])
        as row (id, status, worker_id, view)
      where job.id = row.id::uuid
      """;

  private static final String FINISH =
      """
      update {job_view} as job set result = row.result::jsonb
      from unnest(?::text[], ?::text[]) as row (id, result)
      where job.id = row.id::uuid
      """;

  private final JdbcTemplate jdbc;
  private final String read;
  private final String insert;
  private final String update;
  private final String finish;

  JobTable(JdbcTemplate jdbc, Tables tables) {
    this.jdbc = jdbc;
    this.read = tables.in(READ);
    this.insert = tables.in(INSERT);
    this.update = tables.in(UPDATE);
    this.finish = tables.in(FINISH);
  }

  Map<JobId, JobView> read(Collection<JobId> ids) {
    Map<JobId, JobView> found = new HashMap<>();
    jdbc.query(
        read,
        row -> {
          JobView view = ReadModelJson.read(row.getString("view"), JobView.class);
          found.put(view.id(), view);
        },
        (Object) Column.of(ids, JobId::value));
    return found;
  }

  void insert(Collection<Created> created, Function<JobId, @Nullable JobView> views) {
    if (created.isEmpty()) {
      return;
    }
    List<JobView> jobs =
        created.stream().map(job -> Objects.requireNonNull(views.apply(job.id()))).toList();
    jdbc.update(
        insert,
        Column.of(jobs, job -> job.id().value()),
        Column.of(created, Created::position),
        Column.of(jobs, JobView::qubicAddress),
        Column.of(jobs, JobView::modelType),
        Column.of(jobs, JobView::status),
        Column.of(jobs, JobTable::workerOf),
        Column.of(jobs, ReadModelJson::write),
        Column.of(created, job -> ReadModelJson.write(job.inputData())));
  }

  void update(Collection<JobView> jobs) {
    if (jobs.isEmpty()) {
      return;
    }
    jdbc.update(
        update,
        Column.of(jobs, job -> job.id().value()),
        Column.of(jobs, JobView::status),
        Column.of(jobs, JobTable::workerOf),
        Column.of(jobs, ReadModelJson::write));
  }

  void finish(Map<JobId, JsonNode> results) {
    if (results.isEmpty()) {
      return;
    }
    jdbc.update(
        finish,
        Column.of(results.entrySet(), entry -> entry.getKey().value()),
        Column.of(results.entrySet(), entry -> ReadModelJson.write(entry.getValue())));
  }

  private static @Nullable String workerOf(JobView job) {
    return job.provider() == null ? null : job.provider().workerId().value();
  }
}
