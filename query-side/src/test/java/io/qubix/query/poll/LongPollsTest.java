package io.qubix.query.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.view.JobView;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.QueryNode;
import io.qubix.query.QueryNode.Answer;
import io.qubix.query.Story;
import io.qubix.query.poll.JobArrivals.Arrival;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class LongPollsTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  @Test
  void aHeldRequestIsAnsweredWhenAJobArrives() {
    Story.Provider provider = story.registered("waiting-1", "OWNER", "1");
    CompletableFuture<Answer> held = node.getAsync("/api/jobs/pending/waiting-1?wait=60");
    awaitHeld(node);
    JobId job = story.created("USER", "model");
    story.assigned(job, 1, provider);
    cluster.arrivals.tell(provider.workerId(), cluster.log.head());

    assertThat(held.join().body().get(0).path("id").asString()).isEqualTo(job.value().toString());
  }

  @Test
  void aJobThatArrivesWhole_isAnsweredWithoutTheReadModel_butWithItsUsersName() {
    story.renamed("USER-W", "Wanda");
    assertThat(node.get("/api/jobs/user/USER-W").body().size()).isZero();
    CompletableFuture<Answer> held = node.getAsync("/api/jobs/pending/waiting-3?wait=60");
    awaitHeld(node);
    JobView never = JobView.of(List.of(creationBy("USER-W")));
    cluster.arrivals.tell(new WorkerId("waiting-3"), new Arrival(1, never));

    JsonNode job = held.join().body().get(0);
    assertThat(job.path("id").asString()).isEqualTo(never.id().value().toString());
    assertThat(job.path("user").path("username").asString()).isEqualTo("Wanda");
  }

  @Test
  void aJobWithALargeInput_isHandedOverWhole() {
    CompletableFuture<Answer> held = node.getAsync("/api/jobs/pending/waiting-4?wait=60");
    awaitHeld(node);
    JsonNode input = JsonNodeFactory.instance.objectNode().put("prompt", "x".repeat(200_000));
    JobView large = JobView.of(List.of(creationBy("USER-L", input)));
    cluster.arrivals.tell(new WorkerId("waiting-4"), new Arrival(1, large));

    assertThat(held.join().body().get(0).path("inputData")).isEqualTo(input);
  }

  @Test
  void whenTheReadModelIsTooFarBehind_aHeldRequestIsToldSo() {
    try (QueryNode slow = cluster.start("qubix.query.wait=300ms")) {
      CompletableFuture<Answer> held = slow.getAsync("/api/jobs/pending/waiting-5?wait=60");
      awaitHeld(slow);
      cluster.arrivals.tell(new WorkerId("waiting-5"), cluster.log.head() + 1_000);

      assertThat(held.join().status()).isEqualTo(503);
    }
  }

  @Test
  void aJobThatIsGoneAgain_leavesTheRequestHeld() {
    Story.Provider provider = story.registered("waiting-2", "OWNER", "1");
    CompletableFuture<Answer> held = node.getAsync("/api/jobs/pending/waiting-2?wait=60");
    awaitHeld(node);
    cluster.arrivals.tell(provider.workerId(), cluster.log.head());
    JobId job = story.created("USER", "model");
    story.assigned(job, 1, provider);
    Awaitility.await()
        .untilAsserted(
            () -> {
              cluster.arrivals.tell(provider.workerId(), cluster.log.head());
              assertThat(held).isDone();
            });

    assertThat(held.join().body().size()).isEqualTo(1);
  }

  @Test
  void whoIsKnownToHoldNothing_isHeldWithoutALookAtTheStore() {
    JobId job = assignedUnheard("waiting-6");
    CompletableFuture<Answer> held = node.getAsync("/api/jobs/pending/waiting-6?wait=60");
    awaitHeld(node);
    cluster.arrivals.tell(new WorkerId("waiting-6"), cluster.log.head());

    assertThat(held.join().body().get(0).path("id").asString()).isEqualTo(job.value().toString());
  }

  @Test
  void whenTheTimeIsUp_itIsLookedUpWhetherSomethingWasMissed() {
    JobId job = assignedUnheard("waiting-7");

    JsonNode answer = node.get("/api/jobs/pending/waiting-7?wait=1").body();
    assertThat(answer.get(0).path("id").asString()).isEqualTo(job.value().toString());
  }

  /** A job of a worker of which the node has heard only that it holds nothing. */
  private static JobId assignedUnheard(String worker) {
    Story.Provider provider = story.registered(worker, "OWNER", "1");
    JobId job = story.created("USER", "model");
    story.assigned(job, 1, provider);
    cluster.arrivals.idle(provider.workerId());
    return job;
  }

  @Test
  void aHeldRequestIsAnsweredEmptyWhenTheTimeIsUp() {
    long before = System.nanoTime();
    Answer answer = node.get("/api/jobs/pending/idle-1?wait=1");

    assertThat(answer.body().toString()).isEqualTo("[]");
    assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
  }

  @Test
  void aLongWaitIsAnsweredBeforeAProxyGivesUp() {
    try (QueryNode patient = cluster.start("qubix.polls.longest=1s")) {
      long before = System.nanoTime();
      assertThat(patient.get("/api/jobs/pending/idle-3?wait=60").body().toString()).isEqualTo("[]");
      assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(30));
    }
  }

  @Test
  void aNodeThatStops_answersHeldRequests() {
    QueryNode second = cluster.start();
    CompletableFuture<Answer> held = second.getAsync("/api/jobs/pending/idle-2?wait=60");
    awaitHeld(second);
    second.close();

    assertThat(held.join().status()).isEqualTo(200);
    assertThat(held.join().body().toString()).isEqualTo("[]");
  }

  @Test
  void theWaitIsBounded() {
    assertThat(node.get("/api/jobs/pending/nobody?wait=0").status()).isEqualTo(200);
    assertThat(node.get("/api/jobs/pending/nobody?wait=61").status()).isEqualTo(400);
    assertThat(node.get("/api/jobs/pending/nobody?wait=-1").status()).isEqualTo(400);
  }

  @Test
  void ofSeveralWorkers_theFirstThatGetsAJobEndsTheWait() {
    Story.Provider provider = story.registered("bulk-2", "OWNER", "1");
    CompletableFuture<Answer> held =
        node.getAsync("/api/jobs/pending?workers=bulk-1,bulk-2,bulk-3&wait=60");
    Awaitility.await().until(() -> node.get(LongPolls.class).count() == 3);
    JobId job = story.created("USER", "model");
    story.assigned(job, 1, provider);
    cluster.arrivals.tell(provider.workerId(), cluster.log.head());

    JsonNode answer = held.join().body();
    assertThat(answer.propertyNames()).containsExactly("bulk-1", "bulk-2", "bulk-3");
    assertThat(answer.at("/bulk-2/0/id").asString()).isEqualTo(job.value().toString());
    assertThat(answer.path("bulk-1")).isEmpty();
    Awaitility.await().until(() -> node.get(LongPolls.class).count() == 0);

    JsonNode again = node.get("/api/jobs/pending?workers=bulk-3,bulk-2&wait=60").body();
    assertThat(again.at("/bulk-2/0/id").asString()).isEqualTo(job.value().toString());
    assertThat(again.path("bulk-3")).isEmpty();
  }

  @Test
  void ofSeveralWorkersWithoutAJob_theAnswerComesWhenTheTimeIsUp() {
    assertThat(node.get("/api/jobs/pending?workers=idle-7,idle-8&wait=1").body().toString())
        .isEqualTo("{\"idle-7\":[],\"idle-8\":[]}");
    assertThat(node.get("/api/jobs/pending?workers=idle-7,,idle-7").body().toString())
        .isEqualTo("{\"idle-7\":[]}");
  }

  @Test
  void ofSeveralWorkers_largeInputsAreLeftOut() {
    CompletableFuture<Answer> held =
        node.getAsync("/api/jobs/pending?workers=bulk-4,bulk-5&wait=60");
    Awaitility.await().until(() -> node.get(LongPolls.class).count() == 2);
    JsonNode input = JsonNodeFactory.instance.objectNode().put("prompt", "x".repeat(200_000));
    JobView large = JobView.of(List.of(creationBy("USER-L", input)));
    cluster.arrivals.tell(new WorkerId("bulk-5"), new Arrival(1, large));

    JsonNode job = held.join().body().at("/bulk-5/0");
    assertThat(job.path("inputOmitted").asBoolean()).isTrue();
    assertThat(job.path("inputData").isNull()).isTrue();
  }

  @Test
  void theNumberOfWorkers_isBounded() {
    String hundred =
        IntStream.range(0, 100).mapToObj(i -> "w" + i).collect(Collectors.joining(","));
    for (String good : List.of(hundred, hundred + "," + hundred, "a,".repeat(3_000))) {
      assertThat(node.get("/api/jobs/pending?workers=" + good).status()).isEqualTo(200);
    }
    for (String bad :
        List.of(
            "",
            "?workers=",
            "?workers=,,",
            "?workers=a&wait=61",
            "?workers=a%00b",
            "?workers=" + hundred + ",more")) {
      assertThat(node.get("/api/jobs/pending" + bad).status()).as(bad).isEqualTo(400);
    }
  }

  private static JobCreated creationBy(String consumer) {
    return creationBy(consumer, JsonNodeFactory.instance.objectNode());
  }

  private static JobCreated creationBy(String consumer, JsonNode input) {
    return new JobCreated(
        JobId.next(Story.START),
        new QubicAddress(consumer),
        "model",
        1,
        input,
        null,
        null,
        null,
        Money.of("1"),
        null,
        Story.START);
  }

  private static void awaitHeld(QueryNode node) {
    LongPolls waiting = node.get(LongPolls.class);
    Awaitility.await().until(() -> waiting.count() > 0);
  }
}
