package io.qubix.command.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.AssignJob;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.job.event.JobAttemptFailed;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.money.Money;
import io.qubix.api.provider.OfflineReason;
import io.qubix.api.provider.ProviderTerms;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.JobHistory;
import io.qubix.node.RestNode;
import io.qubix.node.RestNode.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The endpoints over a real log, with leases of a second. */
class ProviderEndpointsTest {

  private static RestNode node;

  @BeforeAll
  static void start() {
    node =
        RestNode.on(
            TestDatabase.url(),
            Map.of(
                "qubix.leases.length", "1s",
                "qubix.leases.sweep-every", "200ms",
                "qubix.leases.write-every", "50ms"));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void aProvider_registersAndRegistersAgain() {
    String worker = worker();
    Answer first = register(worker, "OWNER");
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.body().get("isNew").booleanValue()).isTrue();
    JsonNode provider = first.body().get("provider");
    assertThat(provider.get("isOnline").booleanValue()).isTrue();
    assertThat(provider.get("isAvailable").booleanValue()).isTrue();
    assertThat(provider.get("type").stringValue()).isEqualTo("NATIVE");
    Answer again = register(worker, "OWNER");
    assertThat(again.body().get("isNew").booleanValue()).isFalse();
    assertThat(again.body().get("provider").get("id")).isEqualTo(provider.get("id"));
    assertThat(register(worker, "SOMEBODY").status()).isEqualTo(403);
  }

  @Test
  void aBrowser_registersForOneAnHour() {
    Answer answer =
        node.post(
            "/api/providers/quick-register",
            "{'type': 'browser', 'workerId': '"
                + worker()
                + "', 'qubicAddress': 'OWNER', 'gpu':"
                + " {'renderer': 'ANGLE'}}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("provider").get("type").stringValue()).isEqualTo("BROWSER");
    assertThat(answer.body().get("provider").get("pricePerHour").doubleValue()).isEqualTo(1);
  }

  @Test
  void anOwner_changesItByIdAndByWorker() {
    String worker = worker();
    String id = register(worker, "OWNER").body().get("provider").get("id").stringValue();
    Answer byId = node.patch("/api/providers/" + id, "{'pricePerHour': 7.5}");
    assertThat(byId.status()).isEqualTo(200);
    assertThat(byId.body().get("provider").get("pricePerHour").doubleValue()).isEqualTo(7.5);
    Answer byWorker = node.patch("/api/providers/" + worker, "{'name': 'Attic'}");
    assertThat(byWorker.body().get("provider").get("name").stringValue()).isEqualTo("Attic");
    Answer off = node.post("/api/providers/" + id + "/toggle", "");
    assertThat(off.body().get("provider").get("isAvailable").booleanValue()).isFalse();
    Answer on = node.post("/api/providers/" + worker + "/toggle", "{}");
    assertThat(on.body().get("provider").get("isAvailable").booleanValue()).isTrue();
  }

  @Test
  void aWorkerCalledLikeAnId_isFoundByItsName() {
    String worker = UUID.randomUUID().toString();
    register(worker, "OWNER");
    assertThat(node.post("/api/providers/" + worker + "/toggle", "").status()).isEqualTo(200);
  }

  @Test
  void aWorkerWithAnOddName_isFoundByItsEscapedName() {
    String worker = "odd näme; 100% \"ours\"? " + UUID.randomUUID();
    Answer registered =
        node.post(
            "/api/providers/register",
            "{'workerId': '"
                + worker.replace("\"", "\\u0022")
                + "', 'qubicAddress': 'OWNER', 'pricePerHour': 1}");
    assertThat(registered.status()).isEqualTo(200);
    String escaped = URLEncoder.encode(worker, StandardCharsets.UTF_8).replace("+", "%20");
    assertThat(node.post("/api/providers/" + escaped + "/heartbeat", "").status()).isEqualTo(200);
    assertThat(node.post("/api/providers/" + escaped + "/toggle", "").status()).isEqualTo(200);
  }

  @Test
  void nobody_isNotFound() {
    for (String path : List.of("nobody", UUID.randomUUID().toString(), "w".repeat(256))) {
      assertThat(node.post("/api/providers/" + path + "/heartbeat", "{}").status()).isEqualTo(404);
      assertThat(node.post("/api/providers/" + path + "/toggle", "{}").status()).isEqualTo(404);
      assertThat(node.patch("/api/providers/" + path, "{}").status()).isEqualTo(404);
    }
  }

  @Test
  void aHeartbeat_tellsTheJobThatTheWorkerHolds() {
    String worker = worker();
    register(worker, "OWNER");
    assertThat(heartbeat(worker, "{'status': 'online', 'usage': {'gpu': 0.5}}")).isEmpty();
    JobId job = assignTo(worker);
    List<JsonNode> pending = heartbeat(worker, "{'status': 'busy'}");
    assertThat(pending).hasSize(1);
    assertThat(pending.get(0).get("id").stringValue()).isEqualTo(job.value().toString());
    assertThat(pending.get(0).get("status").stringValue()).isEqualTo("ASSIGNED");
  }

  @Test
  void aWorkerBusyElsewhere_isOutOfTheMarketUntilItIsOnline() {
    String worker = worker();
    register(worker, "OWNER");
    heartbeat(worker, "{'status': 'busy', 'currentJob': '" + UUID.randomUUID() + "'}");
    assertThat(isAvailable(worker)).isFalse();
    heartbeat(worker, "{}");
    assertThat(isAvailable(worker)).isFalse();
    heartbeat(worker, "{'status': 'online'}");
    assertThat(isAvailable(worker)).isTrue();
  }

  @Test
  void aWorkerBusyWithAJobOfOursThatIsOver_staysInTheMarket() {
    String worker = worker();
    register(worker, "OWNER");
    JobId job = assignTo(worker);
    node.post("/api/jobs/" + job.value() + "/cancel", "");
    heartbeat(worker, "{'status': 'busy', 'currentJob': '" + job.value() + "'}");
    assertThat(isAvailable(worker)).isTrue();
  }

  @Test
  void aProviderThatFallsSilent_isOfflineAndLosesItsAttempt() {
    String worker = worker();
    register(worker, "OWNER");
    JobId job = assignTo(worker);
    await()
        .untilAsserted(
            () -> {
              var failed =
                  node.get(EventStore.class)
                      .readEvents(job.toString())
                      .asStream()
                      .map(event -> event.getPayload())
                      .filter(JobAttemptFailed.class::isInstance)
                      .toList();
              assertThat(failed).hasSize(1);
              assertThat(((JobAttemptFailed) failed.get(0)).error()).isEqualTo("Provider lost");
            });
    assertThat(heartbeat(worker, "{}")).isEmpty();
    assertThat(isAvailable(worker)).isTrue();
  }

  @Test
  void aProviderThatKeepsBeingHeard_staysOnline() {
    String worker = worker();
    register(worker, "OWNER");
    JobId job = assignTo(worker);
    Instant end = Instant.now().plusSeconds(3);
    await()
        .pollInterval(java.time.Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(heartbeat(worker, "{}")).hasSize(1);
              return Instant.now().isAfter(end);
            });
    assertThat(node.get(JobHistory.class).find(job).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void whateverTakesAProviderOffline_theLogTakesItsAttempt() {
    String worker = worker();
    register(worker, "OWNER");
    JobId job = assignTo(worker);
    node.get(Commands.class).send(new MarkOffline(new WorkerId(worker), OfflineReason.REPORTED));
    await()
        .untilAsserted(
            () ->
                assertThat(node.get(JobHistory.class).find(job).orElseThrow().attempt())
                    .isEqualTo(2));
  }

  private static String worker() {
    return "worker-" + UUID.randomUUID();
  }

  private static Answer register(String worker, String owner) {
    return node.post(
        "/api/providers/register",
        "{'workerId': '" + worker + "', 'qubicAddress': '" + owner + "', 'pricePerHour': 2}");
  }

  private static List<JsonNode> heartbeat(String worker, String body) {
    Answer answer = node.post("/api/providers/" + worker + "/heartbeat", body);
    assertThat(answer.status()).isEqualTo(200);
    return List.copyOf(answer.body().get("pendingJobs").values());
  }

  private static boolean isAvailable(String worker) {
    return node.patch("/api/providers/" + worker, "{}")
        .body()
        .get("provider")
        .get("isAvailable")
        .booleanValue();
  }

  private static JobId assignTo(String worker) {
    JobId job = JobId.next(Instant.now());
    Commands commands = node.get(Commands.class);
    commands.send(
        new CreateJob(
            job,
            new QubicAddress("CONSUMER"),
            "llama",
            1,
            JsonNodeFactory.instance.objectNode(),
            null,
            null,
            JobTerms.NONE));
    commands.send(
        new AssignJob(
            job,
            1,
            new ProviderTerms(
                UUID.randomUUID(),
                new WorkerId(worker),
                new QubicAddress("OWNER"),
                null,
                null,
                Money.of("2")),
            new DecisionReceipt("test/1", 1, List.of(), Map.of(), List.of())));
    return job;
  }
}
