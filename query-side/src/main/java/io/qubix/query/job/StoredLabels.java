package io.qubix.query.job;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.LabelledJobs;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds open jobs along the index of the open labels, which has no jobs that are over. */
@Component
@ForQueries
final class StoredLabels implements LabelledJobs {

  private final JobRepository jobs;
  private final Positions positions;

  StoredLabels(JobRepository jobs, Positions positions) {
    this.jobs = jobs;
    this.positions = positions;
  }

  @Override
  public Part open(QubicAddress consumer, Label label, long after, int most) {
    positions.await(JobQueries.PROJECTION);
    List<JobRepository.Place> found =
        jobs.findOpen(consumer.value(), label.toString(), after, most);
    return new Part(
        found.stream().map(place -> new JobId(place.getId())).toList(),
        found.isEmpty() ? after : found.get(found.size() - 1).getCreated());
  }
}
