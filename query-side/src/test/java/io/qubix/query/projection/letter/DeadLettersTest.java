package io.qubix.query.projection.letter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.api.job.JobId;
import io.qubix.log.follow.Followers;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import io.qubix.query.Story;
import io.qubix.query.projection.Positions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeadLettersTest {

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final Story story = new Story(cluster.log);
  private QueryNode node;

  @BeforeEach
  void start() {
    node = cluster.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void anEventThatCannotBeFolded_waitsWithItsStream_whileOthersGoOn() {
    Story.Provider provider = story.registered("w-1", "OWNER", "1");
    JobId neverCreated = new JobId(io.qubix.api.Uuids.named("never created"));
    story.assigned(neverCreated, 1, provider);
    story.started(neverCreated, 1, provider);
    JobId healthy = story.done("USER", provider, Duration.ofHours(1));

    assertThat(status(healthy)).isEqualTo("COMPLETED");
    assertThat(node.get("/api/jobs/" + neverCreated.value()).status()).isEqualTo(404);
    JsonNode letters = letters();
    assertThat(letters.findValuesAsString("processor")).containsExactly("job", "job");
    assertThat(letters.findValuesAsString("eventType"))
        .containsExactly("JobAssigned", "JobStarted");
    assertThat(letters.get(0).path("stream").asString()).isEqualTo(neverCreated.toString());
    assertThat(letters.get(0).path("position").asLong()).isEqualTo(2);
    assertThat(letters.get(0).path("cause").asString())
        .isEqualTo("A job's first event must be its creation");
    assertThat(letters.get(1).path("cause").isNull()).isTrue();
    assertThat(node.get(ProjectionHealth.class).health().getStatus().getCode())
        .isEqualTo("DEGRADED");
    assertThat(gauge("qubix.dead.letters")).isEqualTo(2);
    assertThat(gauge("qubix.processor.lag")).isZero();
  }

  @Test
  void aRetryInVain_isCounted_andLosesNothing() {
    JobId neverCreated = new JobId(io.qubix.api.Uuids.named("never created"));
    story.started(neverCreated, 1, story.registered("w-1", "OWNER", "1"));
    awaitAll();
    String id = letters().get(0).path("id").asString();

    Answer answer = node.post("/api/admin/dead-letters/" + id + "/retry", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("success").asBoolean()).isFalse();
    assertThat(answer.body().path("remaining").asInt()).isEqualTo(1);
    assertThat(answer.body().path("error").asString()).contains("creation");
    assertThat(letters().get(0).path("attempts").asInt()).isEqualTo(1);
    assertThat(node.post("/api/admin/dead-letters/nonsense/retry", "").status()).isEqualTo(404);
  }

  @Test
  void ofABatchThatCannotBeWritten_onlyTheCulpritWaits_andIsRetriedWithItsStream() {
    node.jdbc().execute("alter table job_view add constraint p check (model_type <> 'poison')");
    Story.Provider provider = story.registered("w-1", "OWNER", "1");
    JobId before = story.created("USER", "model");
    JobId culprit = story.created("USER", "poison");
    story.assigned(culprit, 1, provider);
    JobId after = story.created("USER", "model");
    assertThat(status(before)).isEqualTo("PENDING");
    assertThat(status(after)).isEqualTo("PENDING");
    assertThat(letters().findValuesAsString("eventType"))
        .containsExactly("JobCreated", "JobAssigned");

    node.jdbc().execute("alter table job_view drop constraint p");
    story.started(culprit, 1, provider);
    awaitAll();
    // Whichever of them is meant: their order is kept.
    String id = letters().get(1).path("id").asString();
    JsonNode outcome = node.post("/api/admin/dead-letters/" + id + "/retry", "").body();

    assertThat(outcome.path("success").asBoolean()).isTrue();
    assertThat(outcome.path("handled").asInt()).isEqualTo(3);
    assertThat(letters()).isEmpty();
    assertThat(status(culprit)).isEqualTo("RUNNING");
    story.completed(culprit, 1, "USER", provider, Duration.ofHours(1));
    assertThat(status(culprit)).isEqualTo("COMPLETED");
  }

  @Test
  void whenTheStoreIsToBlame_nothingIsParked_andTheProcessorComesBackByItself() {
    JobId first = story.created("USER", "model");
    assertThat(status(first)).isEqualTo("PENDING");
    node.jdbc().execute("alter table job_view rename to elsewhere");
    story.created("USER", "model");
    Awaitility.await().until(this::isStuck);
    node.jdbc().execute("alter table elsewhere rename to job_view");
    JobId last = story.created("USER", "model");

    assertThat(status(last)).isEqualTo("PENDING");
    assertThat(letters()).isEmpty();
  }

  @Test
  void eventsThatComeAgain_changeNothing() {
    Story.Provider provider = story.registered("w-1", "OWNER", "1");
    JobId job = story.done("USER", provider, Duration.ofHours(1));
    awaitAll();
    List<String> before = contents();
    node.close();
    try (QueryNode again = cluster.start()) {
      again.get(Followers.class).stop();
      again.jdbc().update("update projection set position = -1, epoch = 9 where name = 'ledger'");
    }
    node = cluster.start();
    JobId next = story.done("USER", provider, Duration.ofHours(1));
    assertThat(status(next)).isEqualTo("COMPLETED");
    awaitAll();

    assertThat(status(job)).isEqualTo("COMPLETED");
    assertThat(letters()).isEmpty();
    assertThat(contents()).hasSize(before.size() + 2).containsAll(before);
  }

  private List<String> contents() {
    return node.jdbc()
        .queryForList("select (account, amount, position)::text from ledger_posting", String.class);
  }

  private boolean isStuck() {
    return node.get(Followers.class).isFailing("job");
  }

  private void awaitAll() {
    node.get(Positions.class).await("job", "provider", "user", "ledger", "act");
  }

  private JsonNode letters() {
    return node.get("/api/admin/dead-letters").body();
  }

  private String status(JobId job) {
    return node.get("/api/jobs/" + job.value()).body().path("status").asString();
  }

  private double gauge(String name) {
    return node.get(MeterRegistry.class).get(name).tag("processor", "job").gauge().value();
  }
}
