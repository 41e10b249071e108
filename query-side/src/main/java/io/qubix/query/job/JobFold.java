package io.qubix.query.job;

import io.qubix.api.job.JobCompleted;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobEvent;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.Rows;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Folds events into jobs. Input and result go past it, straight into their columns. */
final class JobFold implements Fold {

  private final JobTable table;
  private final Rows<JobId, JobView> jobs;
  private final Map<JobId, JobTable.Created> created = new LinkedHashMap<>();
  private final Map<JobId, JsonNode> results = new LinkedHashMap<>();

  JobFold(JobTable table) {
    this.table = table;
    this.jobs = new Rows<>(table::read);
  }

  @Override
  public void prepare(List<LoggedEvent> events) {
    Set<JobId> needed = new HashSet<>();
    Set<JobId> made = new HashSet<>();
    for (LoggedEvent logged : events) {
      JobEvent event = logged.as(JobEvent.class);
      if (event instanceof JobCreated) {
        made.add(event.jobId());
      } else if (event != null && !made.contains(event.jobId())) {
        needed.add(event.jobId());
      }
    }
    jobs.prepare(needed);
  }

  @Override
  public void apply(LoggedEvent logged) {
    JobEvent event = logged.as(JobEvent.class);
    if (event == null) {
      return;
    }
    JobId id = event.jobId();
    if (event instanceof JobCreated first) {
      JobView view = JobView.after(null, withoutInput(first));
      created.put(id, new JobTable.Created(id, logged.position(), first.inputData()));
      jobs.put(id, view);
      return;
    }
    @Nullable JsonNode result = event instanceof JobCompleted completed ? completed.result() : null;
    jobs.put(id, JobView.after(jobs.get(id), withoutResult(event)));
    if (result != null) {
      results.put(id, result);
    }
  }

  @Override
  public void flush() {
    table.insert(created.values(), jobs::get);
    table.update(jobs.changed().stream().filter(job -> !created.containsKey(job.id())).toList());
    table.finish(results);
    jobs.written();
    created.clear();
    results.clear();
  }

  @Override
  public void forget() {
    jobs.forget();
    created.clear();
    results.clear();
  }

  private static JobCreated withoutInput(JobCreated event) {
    return new JobCreated(
        event.jobId(),
        event.consumer(),
        event.modelType(),
        event.computeNeeded(),
        NullNode.getInstance(),
        event.maxPrice(),
        event.requirements(),
        event.estimatedCost(),
        event.requestHash(),
        event.createdAt());
  }

  private static JobEvent withoutResult(JobEvent event) {
    if (!(event instanceof JobCompleted completed)) {
      return event;
    }
    return new JobCompleted(
        completed.jobId(),
        completed.attempt(),
        completed.consumer(),
        completed.worker(),
        completed.earner(),
        completed.pricePerHour(),
        completed.duration(),
        completed.cost(),
        null,
        completed.completedAt());
  }
}
