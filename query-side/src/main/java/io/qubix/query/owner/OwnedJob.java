package io.qubix.query.owner;

import io.qubix.api.job.JobId;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.UserView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A job whose current or last provider belongs to the owner. */
record OwnedJob(
    JobId id,
    String modelType,
    JobStatus status,
    int progress,
    Money estimatedCost,
    @Nullable Money actualCost,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant completedAt,
    @Nullable Machine provider,
    UserView consumer) {

  record Machine(WorkerId workerId, @Nullable String gpuModel) {}

  static OwnedJob of(JobView job) {
    JobView.Provider provider = job.provider();
    return new OwnedJob(
        job.id(),
        job.modelType(),
        job.status(),
        job.progress(),
        job.estimatedCost(),
        job.actualCost(),
        job.createdAt(),
        job.startedAt(),
        job.completedAt(),
        provider == null ? null : new Machine(provider.workerId(), provider.gpuModel()),
        job.user());
  }
}
