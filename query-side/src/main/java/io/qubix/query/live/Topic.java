package io.qubix.query.live;

import io.qubix.api.job.JobId;
import io.qubix.api.provider.WorkerId;

/** A topic to subscribe to; its name is that of the event stream behind it. */
record Topic(String name) {

  static final Topic MARKETPLACE = new Topic("marketplace");

  static Topic of(JobId job) {
    return new Topic(job.toString());
  }

  static Topic of(WorkerId worker) {
    return new Topic(worker.toString());
  }
}
