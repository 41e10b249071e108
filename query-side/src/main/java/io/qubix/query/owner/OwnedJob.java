package io.qubix.query.owner;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.qubix.api.job.view.JobView;
import io.qubix.api.user.UserView;
import org.jspecify.annotations.Nullable;

/** A job whose current or last provider belongs to the owner. */
record OwnedJob(
    @JsonUnwrapped
        @JsonIncludeProperties({
          "id",
          "modelType",
          "status",
          "progress",
          "estimatedCost",
          "actualCost",
          "createdAt",
          "startedAt",
          "completedAt"
        })
        JobView job,
    @JsonIncludeProperties({"workerId", "gpuModel"}) JobView.@Nullable Provider provider,
    UserView consumer) {

  static OwnedJob of(JobView job) {
    return new OwnedJob(job, job.provider(), job.user());
  }
}
