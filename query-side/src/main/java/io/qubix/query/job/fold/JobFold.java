package io.qubix.query.job.fold;

import io.qubix.api.Contents;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobEvent;
import io.qubix.api.job.view.JobView;
import io.qubix.api.ledger.MovesMoney;
import io.qubix.api.ledger.Transaction;
import io.qubix.api.money.Money;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.row.Rows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Folds events into jobs and their figures. Of input and result it keeps only their positions in
 * the log.
 */
final class JobFold implements Fold {

  private final JobTable table;
  private final Tally tally;
  private final Rows<JobId, JobView> jobs;
  private final Map<JobId, Long> created = new HashMap<>();
  private final Map<JobId, Long> completed = new HashMap<>();

  JobFold(JobTable table, Tally tally) {
    this.table = table;
    this.tally = tally;
    this.jobs = new Rows<>(table::read);
  }

  @Override
  public boolean reads(Class<?> eventType) {
    return JobEvent.class.isAssignableFrom(eventType)
        || MovesMoney.class.isAssignableFrom(eventType);
  }

  @Override
  public void prepare(List<LoggedEvent> events) {
    Set<JobId> needed = new HashSet<>();
    Set<JobId> made = new HashSet<>();
    for (LoggedEvent logged : events) {
      JobEvent event = logged.as(JobEvent.class);
      if (event == null) {
        continue;
      }
      if (event.createsJob()) {
        made.add(event.jobId());
        JobId repeated = event.repeats();
        if (repeated != null && !made.contains(repeated)) {
          needed.add(repeated);
        }
      } else if (!made.contains(event.jobId())) {
        needed.add(event.jobId());
      }
    }
    jobs.prepare(needed);
  }

  @Override
  public void apply(LoggedEvent logged) {
    MovesMoney moving = logged.as(MovesMoney.class);
    Transaction money = moving == null ? null : moving.transaction();
    Money paid = money == null ? Money.ZERO : money.earned();
    JobEvent event = logged.as(JobEvent.class);
    if (event != null) {
      apply(event, logged.position());
    }
    if (money != null) {
      tally.paid(money.at(), paid);
    }
  }

  private void apply(JobEvent event, long position) {
    JobId id = event.jobId();
    JobView before = event.createsJob() ? null : jobs.get(id);
    JobView after = JobView.after(before, (JobEvent) Contents.leftOutOf(event));
    if (before == null) {
      created.put(id, position);
    } else if (after.status() == JobStatus.COMPLETED && before.status() != after.status()) {
      completed.put(id, position);
    }
    tally.count(before, after);
    jobs.put(id, after);
    if (event.repeats() != null) {
      link(event.repeats(), id);
    }
  }

  private void link(JobId repeated, JobId repeat) {
    JobView old = jobs.get(repeated);
    if (old != null) {
      jobs.put(repeated, old.withRetriedBy(repeat));
    }
  }

  @Override
  public void flush() {
    Map<Boolean, List<JobView>> byAge =
        jobs.changed().stream()
            .collect(Collectors.partitioningBy(job -> created.containsKey(job.id())));
    table.insert(byAge.get(true), created, completed);
    table.update(byAge.get(false), completed);
    tally.flush();
    jobs.written();
    created.clear();
    completed.clear();
  }

  @Override
  public void forget() {
    jobs.forget();
    tally.forget();
    created.clear();
    completed.clear();
  }
}
