package io.qubix.query.live;

import io.qubix.api.job.JobAssigned;
import io.qubix.api.job.JobCreated;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobView;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The jobs created last, so that a worker that waits for one gets it from memory. Softly held, for
 * their inputs may be large. For one thread.
 */
final class FreshJobs {

  private static final int KEPT = 1_024;

  private final Map<JobId, SoftReference<JobCreated>> jobs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JobId, SoftReference<JobCreated>> eldest) {
          return size() > KEPT;
        }
      };

  void created(JobCreated event) {
    jobs.put(event.jobId(), new SoftReference<>(event));
  }

  /** The job as its first assignment leaves it; null when it is not known any more. */
  @Nullable JobView assigned(JobAssigned event) {
    SoftReference<JobCreated> held = jobs.remove(event.jobId());
    JobCreated created = held == null ? null : held.get();
    return created == null ? null : JobView.after(JobView.after(null, created), event);
  }
}
