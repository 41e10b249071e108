package io.qubix.command.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.Event;
import io.qubix.api.job.JobStatus;
import io.qubix.api.job.event.JobEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CountedEventsTest {

  /** A new kind of end that is not counted would keep its job open for ever. */
  @ParameterizedTest
  @MethodSource("io.qubix.api.ExampleEvents#all")
  void exactlyTheEventsThatBeginOrEndAJobAreCounted(Event event) {
    boolean beginsOrEnds =
        event instanceof JobEvent job
            && (job.createsJob() || job.statusAfter(JobStatus.RUNNING).isOver());
    assertThat(UsageTable.COUNTED.contains(event.getClass())).isEqualTo(beginsOrEnds);
  }
}
