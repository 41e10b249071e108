package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With jobs of any cost, all figures are shown, right, and the same after a rebuild. */
class ExtremeCostsTest {

  private static final int JOBS = 40;
  private static final List<String> PRICES =
      List.of("0", "0.000001", "1", "999999999.999999", "1000000000");
  private static final List<String> SECONDS =
      List.of("0", "0.0000004", "1", "33204139.332677", "33204139.3326771", "33204140", "1e8");
  private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

  /** The largest amount, and half a micro-QUBIC more, which would be rounded up. */
  private static final BigDecimal TOO_MUCH = new BigDecimal("9223372036854.7758075");

  private static final JsonMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();

  private String worker = "";
  private final Map<String, BigDecimal> spent = new HashMap<>();
  private final Map<String, BigDecimal> earned = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyFigureIsRight_andTheSameAfterARebuild(long seed) throws Exception {
    Random random = new Random(seed);
    worker = "extreme-" + seed;
    BigDecimal before = paidInTheLastHour();
    api.register(worker, 0);
    String last = "";
    for (int i = 0; i < JOBS; i++) {
      last = job(random, seed);
    }

    BigDecimal paid = total(spent);
    assertThat(paid).as("a sum that no long can hold").isGreaterThan(TOO_MUCH);
    assertThat(paidInTheLastHour().subtract(before)).isEqualByComparingTo(paid);
    assertThat(amount("/api/providers/" + worker, "totalEarnings"))
        .isEqualByComparingTo(total(earned));
    spent.forEach(
        (address, amount) -> {
          for (String at : List.of("", "?at=" + Instant.now().plusSeconds(60))) {
            assertThat(amount("/api/accounts/" + address + at, "spent"))
                .isEqualByComparingTo(amount);
            assertThat(amount("/api/accounts/" + address + at, "balance"))
                .isEqualByComparingTo(
                    earned.getOrDefault(address, BigDecimal.ZERO).subtract(amount));
          }
        });
    assertThat(api.get("/api/ledger/trial-balance").expect(200).at("balanced").asBoolean())
        .isTrue();
    assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
    assertThat(api.get("/api/admin/dead-letters").expect(200).body()).isEmpty();
    pagesAreShown(last);
    theTerminalTells();
    String figures = figures();
    for (String projection : List.of("job", "provider", "ledger", "user", "act")) {
      rebuild(projection);
    }
    assertThat(figures()).isEqualTo(figures);
  }

  @AfterEach
  void leave() {
    api.heartbeat(worker, "offline").expect(200);
  }

  /** Changes the price, and has a job done for it; one that costs too much is refused first. */
  private String job(Random random, long seed) {
    String owner = "OWNER-" + worker;
    String consumer = random.nextInt(5) == 0 ? owner : "PAYER-" + seed + "-" + random.nextInt(3);
    String price = random.nextInt(3) == 0 ? decimal(random, 999_999_999) : any(random, PRICES);
    api.patch("/api/providers/" + worker, "{\"pricePerHour\": " + price + "}").expect(200);
    String job = api.create(consumer).text("job.id");
    String seconds = random.nextInt(3) == 0 ? decimal(random, 99_999_999) : any(random, SECONDS);
    BigDecimal cost = cost(price, seconds);
    if (cost.compareTo(TOO_MUCH) >= 0) {
      long head = server.get(EventLog.class).head();
      Answer refused = complete(job, seconds).expect(400);
      assertThat(refused.text("errors.0.field")).isEqualTo("metrics.processingTimeSeconds");
      assertThat(server.get(EventLog.class).head()).isEqualTo(head);
      seconds = "1";
      cost = cost(price, seconds);
    }
    Answer done = complete(job, seconds).expect(200);
    BigDecimal charged = exact(done).at("/job/actualCost").decimalValue();
    assertThat(charged).isEqualByComparingTo(cost.setScale(6, RoundingMode.HALF_UP));
    spent.merge(consumer, charged, BigDecimal::add);
    earned.merge(owner, charged, BigDecimal::add);
    assertThat(api.job(job).text("status")).isEqualTo("COMPLETED");
    return job;
  }

  private Answer complete(String job, String seconds) {
    return api.post(
        "/api/jobs/" + job + "/complete",
        "{\"workerId\": \"%s\", \"status\": \"completed\", \"metrics\": {\"processingTimeSeconds\": %s}}"
            .formatted(worker, seconds));
  }

  /** A second has at most nine decimals. */
  private static BigDecimal cost(String price, String seconds) {
    return new BigDecimal(price)
        .multiply(new BigDecimal(seconds).setScale(9, RoundingMode.HALF_UP))
        .divide(SECONDS_PER_HOUR, 40, RoundingMode.DOWN);
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String decimal(Random random, int bound) {
    return random.nextInt(bound) + "." + random.nextInt(1_000_000);
  }

  private static BigDecimal total(Map<String, BigDecimal> amounts) {
    return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal amount(String path, String member) {
    return exact(api.get(path).expect(200)).path(member).decimalValue();
  }

  private static BigDecimal paidInTheLastHour() {
    BigDecimal paid = BigDecimal.ZERO;
    for (JsonNode minute : body("/api/stats/minutes?count=60").path("minutes")) {
      paid = paid.add(minute.path("paid").decimalValue());
    }
    return paid;
  }

  private String figures() {
    StringBuilder figures = new StringBuilder();
    spent.keySet().stream()
        .sorted()
        .forEach(address -> figures.append(body("/api/accounts/" + address + "/statement")));
    return figures
        .append(body("/api/accounts"))
        .append(api.get("/api/stats/overview").expect(200).at("today"))
        .append(body("/api/providers/" + worker + "/earnings"))
        .append(body("/api/providers/" + worker + "/earnings/daily"))
        .append(body("/api/providers?sort=earnings").findValuesAsString("workerId"))
        .append(api.get("/api/ledger/trial-balance").expect(200).at("totals"))
        .toString();
  }

  private static JsonNode body(String path) {
    return exact(api.get(path).expect(200));
  }

  /** As a double, an amount like these would lose its last decimals. */
  private static JsonNode exact(Answer answer) {
    return EXACT.readTree(answer.response().body());
  }

  private static void rebuild(String projection) {
    api.post("/api/admin/projections/" + projection + "/replay", "").expect(202);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(api.get("/api/admin/projections").expect(200).body())
                    .anySatisfy(
                        one -> {
                          assertThat(one.path("name").asString()).isEqualTo(projection);
                          assertThat(one.path("rebuild").path("state").asString())
                              .isEqualTo("DONE");
                        }));
  }

  private void pagesAreShown(String job) throws IOException, InterruptedException {
    String provider = api.get("/api/providers/" + worker).text("id");
    HttpClient browser = HttpClient.newHttpClient();
    for (String page :
        List.of(
            "/",
            "/market?sort=earnings",
            "/market/" + provider,
            "/jobs",
            "/jobs/" + job,
            "/ledger",
            "/ledger?address=OWNER-" + worker,
            "/ledger/accounts",
            "/audit")) {
      HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(page)).build();
      HttpResponse<String> answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(page).isEqualTo(200);
    }
  }

  private void theTerminalTells() {
    Terminal owner = Terminal.of(server, "OWNER-" + worker);
    String all = total(earned).stripTrailingZeros().toPlainString();
    assertThat(owner.run("account").expect(0).out()).contains(all);
    assertThat(owner.run("providers", "--sort", "earned").expect(0).out()).contains(all);
    owner.run("history").expect(0);
    owner.run("audit", "ledger").expect(0);
  }
}
