package io.qubix.violators.query;

import io.qubix.api.job.event.JobCompleted;

class TellsEventsApart {

  boolean isOver(Object event) {
    return event instanceof JobCompleted;
  }
}
