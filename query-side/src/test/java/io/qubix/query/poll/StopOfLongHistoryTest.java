package io.qubix.query.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.FailureCause;
import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A poll reads the newest events of the jobs that it names, however many there are. */
class StopOfLongHistoryTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  private final Story.Provider lost = story.registered("lost", "OWNER", "1");
  private final Story.Provider next = story.registered("next", "OWNER", "1");

  @Test
  void aWorkerIsToldOfAnAttemptThatWasTakenFromIt_alsoAfterMuchOfTheNextOne() {
    JobId job = taken();
    for (int i = 0; i < 150; i++) {
      story.progressed(job, 2, next, i % 100);
    }
    JsonNode stop = stopOf(job);
    assertThat(stop).hasSize(1);
    assertThat(stop.get(0).path("jobId").asString()).isEqualTo(job.value().toString());
    assertThat(stop.get(0).path("reason").asString()).isEqualTo("LOST");
  }

  @Test
  void noMoreThanTheNewestEventsAreRead() {
    JobId job = taken();
    for (int i = 0; i < 400; i++) {
      story.progressed(job, 2, next, i % 100);
    }
    assertThat(stopOf(job)).isEmpty();
  }

  private JobId taken() {
    JobId job = story.created("USER", "model");
    story.assigned(job, 1, lost);
    cluster.log.append(
        job.toString(),
        new JobAttemptFailed(
            job,
            1,
            lost.workerId(),
            FailureCause.PROVIDER_LOST,
            "gone",
            true,
            0,
            null,
            story.now()));
    story.requeued(job, 2);
    story.assigned(job, 2, next);
    return job;
  }

  private JsonNode stopOf(JobId job) {
    String named = "?details=true&except=" + job.value() + ":1";
    return node.get("/api/jobs/pending/lost" + named).body().path("stop");
  }
}
