package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An address that has as much as it may, on two nodes. */
class AddressLimitsTest {

  private static final int PROVIDERS = 3;
  private static final int OPEN_JOBS = 8;
  private static final String[] LIMITS = {
    "--qubix.addresses.providers=" + PROVIDERS,
    "--qubix.addresses.open-jobs=" + OPEN_JOBS,
    "--qubix.addresses.stored=200KB"
  };

  private static Server first;
  private static Server second;
  private static Api a;
  private static Api b;

  @BeforeAll
  static void start() {
    String database = TestDatabase.url();
    first = Server.on(database, LIMITS);
    second = Server.on(database, LIMITS);
    a = first.api();
    b = second.api();
  }

  @AfterAll
  static void stop() {
    second.close();
    first.close();
  }

  @Test
  void anAddressGetsItsThirdProvider_andNoFourth() {
    register(a, "crowd-1", "CROWD").expect(200);
    register(b, "crowd-2", "CROWD").expect(200);
    register(a, "crowd-3", "CROWD").expect(200);

    Answer refused = register(b, "crowd-4", "CROWD").expect(409);
    assertThat(refused.text("detail")).contains("CROWD", "3 providers in the market");
    b.get("/api/providers/crowd-4").expect(404);
    b.post("/api/providers/crowd-4/heartbeat", "{}").expect(404);

    register(b, "crowd-3", "CROWD").expect(200);
    register(b, "other-1", "OTHER").expect(200);
    register(a, "crowd-1", "OTHER").expect(403);
    a.delete("/api/providers/crowd-2").expect(200);
    await().until(() -> register(b, "crowd-4", "CROWD").status() == 200);
    register(a, "crowd-2", "CROWD").expect(409);
  }

  @Test
  void aCrowdThatRegistersAtOnceOnBothNodes_getsNoMoreThanItMay() {
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? a : b)
                        .postLater("/api/providers/register", registration("horde-" + i, "HORDE")))
            .toList();
    assertThat(all.stream().filter(answer -> answer.join().status() == 200)).hasSize(PROVIDERS);
    assertThat(all.stream().filter(answer -> answer.join().status() == 409))
        .hasSize(40 - PROVIDERS);
  }

  @Test
  void anAddressGetsItsEighthOpenJob_andNoNinth_untilOneIsOver() {
    List<String> open = new ArrayList<>();
    for (int i = 0; i < OPEN_JOBS; i++) {
      open.add(a.create("BUSY", ", \"maxPrice\": 0.001").expect(200).text("job.id"));
    }
    Answer refused = create(a, "BUSY").expect(409);
    assertThat(refused.text("detail")).contains("BUSY", "8 jobs open");
    assertThat(a.get("/api/jobs/user/BUSY").expect(200).body()).hasSize(OPEN_JOBS);
    create(b, "BUSY").expect(409);
    a.create("ELSE", ", \"maxPrice\": 0.001").expect(200);

    a.cancel(open.get(0)).expect(200);
    create(b, "BUSY").expect(200);
    create(b, "BUSY").expect(409);
  }

  @Test
  void twoClicksAtOnce_doNotBothTakeTheLastPlace() {
    for (int round = 0; round < 5; round++) {
      String consumer = "CLICKS-" + round;
      for (int i = 1; i < OPEN_JOBS; i++) {
        create(a, consumer).expect(200);
      }
      List<CompletableFuture<Answer>> clicks =
          IntStream.range(0, 6)
              .mapToObj(
                  i -> a.postLater("/api/jobs/create", Api.job(consumer, ", \"maxPrice\": 0.001")))
              .toList();
      assertThat(clicks.stream().filter(click -> click.join().status() == 200))
          .hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void clicksInTurnOnTwoNodes_exceedTheLimitByAQuarterAtMost() {
    for (int i = 0; i < 3 * OPEN_JOBS; i++) {
      create(i % 2 == 0 ? a : b, "TURNS");
    }
    assertThat(open("TURNS")).isBetween(OPEN_JOBS, OPEN_JOBS + OPEN_JOBS / 4);
    create(a, "TURNS").expect(409);
    create(b, "TURNS").expect(409);
  }

  @Test
  void aStormOnTwoNodes_getsNoMoreThanEachOfThemMayLetIn() {
    List<CompletableFuture<Answer>> all =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    (i % 2 == 0 ? a : b)
                        .postLater("/api/jobs/create", Api.job("STORM", ", \"maxPrice\": 0.001")))
            .toList();
    all.forEach(CompletableFuture::join);
    assertThat(open("STORM")).isBetween(OPEN_JOBS / 2, 2 * OPEN_JOBS);
  }

  @Test
  void aBatchIsRefusedEntryByEntry_andOneThatMustBeWholeAltogether() {
    String entry = Api.job("PACKED", ", \"maxPrice\": 0.001");
    String ten = String.join(",", java.util.Collections.nCopies(OPEN_JOBS + 2, entry));
    a.post("/api/jobs/batch", "{\"atomic\": true, \"jobs\": [" + ten + "]}").expect(400);
    assertThat(a.get("/api/jobs/user/PACKED").expect(200).body()).isEmpty();

    Answer each = a.post("/api/jobs/batch", "{\"jobs\": [" + ten + "]}").expect(200);
    assertThat(each.at("results." + (OPEN_JOBS - 1) + ".success").asBoolean()).isTrue();
    assertThat(each.at("results." + OPEN_JOBS + ".status").asInt()).isEqualTo(409);
    assertThat(each.at("results." + (OPEN_JOBS + 1) + ".status").asInt()).isEqualTo(409);
    assertThat(a.get("/api/jobs/user/PACKED").expect(200).body()).hasSize(OPEN_JOBS);
  }

  @Test
  void aRepeatOfACreation_isAnsweredAlsoAtTheLimit() {
    String job = Api.job("AGAIN", ", \"maxPrice\": 0.001");
    String id =
        a.post("/api/jobs/create", job, "Idempotency-Key", "k-1").expect(200).text("job.id");
    for (int i = 1; i < OPEN_JOBS; i++) {
      create(a, "AGAIN").expect(200);
    }
    assertThat(b.post("/api/jobs/create", job, "Idempotency-Key", "k-1").expect(200).text("job.id"))
        .isEqualTo(id);
    b.post("/api/jobs/create", job, "Idempotency-Key", "k-2").expect(409);
  }

  @Test
  void inputsAndResultsCount_alsoOfJobsThatAreOver() {
    // Random text, so that the store cannot pack it.
    a.register("keeper", 0.002);
    String id =
        a.post("/api/jobs/create", Api.jobWith("FULL", noise(60_000))).expect(200).text("job.id");
    a.post(
            "/api/jobs/" + id + "/complete",
            "{\"workerId\": \"keeper\", \"status\": \"completed\", \"result\": %s}"
                .formatted(noise(60_000)))
        .expect(200);
    a.post("/api/jobs/create", Api.jobWith("FULL", noise(60_000))).expect(200);
    Answer refused = a.post("/api/jobs/create", Api.jobWith("FULL", noise(60_000))).expect(409);
    assertThat(refused.text("detail")).contains("FULL", "stored");
    b.post("/api/jobs/create", Api.jobWith("FULL", noise(60_000))).expect(409);
    a.heartbeat("keeper", "offline").expect(200);
  }

  private static int open(String consumer) {
    return a.get("/api/jobs/user/" + consumer + "?limit=50").expect(200).body().size();
  }

  private static String noise(int bytes) {
    StringBuilder text = new StringBuilder();
    new java.util.Random(bytes)
        .ints(bytes, 33, 127)
        .filter(c -> c != '"' && c != '\\')
        .forEach(text::appendCodePoint);
    return "{\"noise\": \"" + text + "\"}";
  }

  private static Answer create(Api api, String consumer) {
    return api.post("/api/jobs/create", Api.job(consumer, ", \"maxPrice\": 0.001"));
  }

  private static Answer register(Api api, String worker, String address) {
    return api.post("/api/providers/register", registration(worker, address));
  }

  private static String registration(String worker, String address) {
    return "{\"workerId\": \"%s\", \"qubicAddress\": \"%s\", \"pricePerHour\": 9}"
        .formatted(worker, address);
  }
}
