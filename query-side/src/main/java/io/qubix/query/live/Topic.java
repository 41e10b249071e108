package io.qubix.query.live;

import io.qubix.api.JobId;
import io.qubix.api.provider.WorkerId;

/** What one may subscribe to; its name is that of the stream of events behind it. */
record Topic(String name) {

  static final Topic MARKETPLACE = new Topic("marketplace");

  static Topic of(JobId job) {
    return new Topic(job.toString());
  }

  static Topic of(WorkerId worker) {
    return new Topic(worker.toString());
  }
}
