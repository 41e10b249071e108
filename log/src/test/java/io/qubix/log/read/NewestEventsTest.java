package io.qubix.log.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.money.Money;
import io.qubix.api.user.QubicAddress;
import io.qubix.log.Node;
import io.qubix.log.read.EventHistory.Past;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads back from the end: of a stream, and of the events of a type. */
class NewestEventsTest {

  private static final Instant AT = Instant.parse("2026-11-23T17:36:00.123Z");
  private static final List<JobId> JOBS = new ArrayList<>();
  private static Node node;
  private static NewestEvents newest;

  /** Positions 1 and 2, 3 and 4, 5 and 6. */
  @BeforeAll
  static void start() {
    node = Node.on(TestDatabase.url(), "sealed");
    newest = node.get(NewestEvents.class);
    for (int i = 0; i < 3; i++) {
      JobId job = new JobId(UUID.randomUUID());
      JOBS.add(job);
      node.append(job.toString(), 0, created(job));
      node.append(job.toString(), 1, new JobCancelled(job, 1, null, null, null, AT));
    }
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theNewestOfAType_comeNewestFirst_andNoneFromBeforeTheBound() {
    assertThat(newest.ofType(JobCancelled.class, 0, 10))
        .extracting(Past::position)
        .containsExactly(6L, 4L, 2L);
    assertThat(newest.ofType(JobCancelled.class, 0, 2))
        .extracting(Past::position)
        .containsExactly(6L, 4L);
    assertThat(newest.ofType(JobCancelled.class, 2, 10))
        .extracting(Past::position)
        .containsExactly(6L, 4L);
    assertThat(newest.ofType(JobCancelled.class, -50_000, 1))
        .singleElement()
        .matches(past -> past.event().stream().equals(JOBS.get(2).toString()));
  }

  @Test
  void aStreamIsReadBackwards_withoutContents() {
    String stream = JOBS.get(1).toString();
    assertThat(newest.before(stream, Long.MAX_VALUE, 10))
        .extracting(Past::position)
        .containsExactly(4L, 3L);
    assertThat(newest.before(stream, Long.MAX_VALUE, 1))
        .extracting(Past::sequence)
        .containsExactly(1L);
    assertThat(newest.before(stream, 1, 10))
        .singleElement()
        .matches(past -> ((JobCreated) past.event()).inputData() == null);
    assertThat(newest.before(stream, 0, 10)).isEmpty();
    assertThat(node.get(EventHistory.class).of(stream, 3))
        .extracting(Past::position)
        .containsExactly(3L);
  }

  private static JobCreated created(JobId job) {
    return new JobCreated(
        job,
        new QubicAddress("ALICE"),
        "model",
        0.5,
        JsonNodeFactory.instance.objectNode().put("large", "x".repeat(1_000_000)),
        null,
        null,
        null,
        Money.of("0.5"),
        null,
        AT);
  }
}
