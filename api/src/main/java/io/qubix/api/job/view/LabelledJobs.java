package io.qubix.api.job.view;

import io.qubix.api.job.JobId;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import java.util.List;

/** Finds the jobs that are not over by their labels. */
@FunctionalInterface
public interface LabelledJobs {

  /**
   * Some of the jobs, the oldest first.
   *
   * @param last the place of the last of them in the order of creation
   */
  record Part(List<JobId> jobs, long last) {}

  /**
   * Returns a consumer's open jobs with a label. It contains all that was written before the call.
   *
   * @param after the place behind which the part begins; 0 for the first one
   * @param most how many jobs
   * @throws io.qubix.api.Rejection.Unavailable when the read model is too far behind
   */
  Part open(QubicAddress consumer, Label label, long after, int most);
}
