package io.qubix.query.job.fold;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.api.request.Label;
import io.qubix.query.batch.BatchInsert;
import io.qubix.query.batch.Column;
import io.qubix.query.projection.row.ReadModelJson;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the jobs' table, many rows a statement. */
final class JobTable {

  private static final String READ = "select id, view from job_view where id = any (?::uuid[])";

  private static final String UPDATE =
      """
      update job_view as job
      set status = row.status, worker_id = row.worker_id, view = row.view::jsonb,
          completed = coalesce(row.completed::bigint, job.completed)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as row (id, completed, status, worker_id, view)
      where job.id = row.id::uuid
      """;

  private static final String CLOSE_LABELS =
      """
      update job_label as held
      set open = false
      from unnest(?::text[], ?::text[]) as row (id, label) join job_view as job on job.id = row.id::uuid
      where held.label = row.label and held.created = job.created
      """;

  /** A label of a job. */
  private record Labelled(JobView job, Label label) {}

  private final JdbcTemplate jdbc;

  JobTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  Map<JobId, JobView> read(Collection<JobId> ids) {
    Map<JobId, JobView> found = new HashMap<>();
    jdbc.query(
        READ,
        row -> {
          JobView view = ReadModelJson.read(row.getString("view"), JobView.class);
          found.put(view.id(), view);
        },
        (Object) Column.of(ids, JobId::value));
    return found;
  }

  /**
   * @param created the positions of their creations
   * @param completed the positions of their completions, if any
   */
  void insert(Collection<JobView> jobs, Map<JobId, Long> created, Map<JobId, Long> completed) {
    BatchInsert.<JobView>into("job_view")
        .once("id", "uuid", job -> job.id().value())
        .once("created", "bigint", job -> created.get(job.id()))
        .once("created_at", "timestamptz", JobView::createdAt)
        .once("completed", "bigint", job -> completed.get(job.id()))
        .once("qubic_address", "text", JobView::qubicAddress)
        .once("model_type", "text", JobView::modelType)
        .once("status", "text", JobView::status)
        .once("worker_id", "text", JobTable::workerOf)
        .once("view", "jsonb", ReadModelJson::write)
        .write(jdbc, jobs);
    BatchInsert.<Labelled>into("job_label")
        .once("label", "text", Labelled::label)
        .once("created", "bigint", labelled -> created.get(labelled.job().id()))
        .once("qubic_address", "text", labelled -> labelled.job().qubicAddress())
        .once("open", "boolean", labelled -> !labelled.job().status().isOver())
        .write(jdbc, labels(jobs.stream()));
  }

  /**
   * @param completed the positions of new completions
   */
  void update(Collection<JobView> jobs, Map<JobId, Long> completed) {
    if (jobs.isEmpty()) {
      return;
    }
    jdbc.update(
        UPDATE,
        Column.of(jobs, job -> job.id().value()),
        Column.of(jobs, job -> completed.get(job.id())),
        Column.of(jobs, JobView::status),
        Column.of(jobs, JobTable::workerOf),
        Column.of(jobs, ReadModelJson::write));
    List<Labelled> over = labels(jobs.stream().filter(job -> job.status().isOver()));
    if (!over.isEmpty()) {
      jdbc.update(
          CLOSE_LABELS,
          Column.of(over, labelled -> labelled.job().id().value()),
          Column.of(over, Labelled::label));
    }
  }

  private static List<Labelled> labels(Stream<JobView> jobs) {
    return jobs.filter(job -> job.terms().labels() != null)
        .flatMap(
            job ->
                job.terms().labels().entrySet().stream()
                    .map(label -> new Labelled(job, new Label(label.getKey(), label.getValue()))))
        .toList();
  }

  private static @Nullable String workerOf(JobView job) {
    return job.provider() == null ? null : job.provider().workerId().value();
  }
}
