package io.qubix.query.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.JobId;
import io.qubix.api.matching.Cheapest;
import io.qubix.api.matching.DecisionReceipt;
import io.qubix.api.matching.DecisionReceipt.Candidate;
import io.qubix.api.matching.DecisionReceipt.LeftOut;
import io.qubix.api.matching.DecisionReceipt.Reason;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Availability;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.Serving;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the API says of why a provider did not get the last jobs. */
class ChancesTest {

  private static final MatchingPolicy POLICY = new Cheapest();
  private static final Hardware LARGE = new Hardware("RTX 4090", 24.0, 2, null, 16, 64.0);
  private static final Serving GOLD = new Serving(List.of("llama"), Map.of("tier", "gold"));

  /** It costs at most 2. */
  private static final Requirements ASKED =
      new Requirements(
          "4090",
          16.0,
          2,
          8,
          32.0,
          "Zug",
          Map.of("tier", "gold"),
          List.of(),
          List.of(new WorkerId("not-1")));

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final QueryNode node = cluster.start();
  private final Story story = new Story(cluster.log);
  private final Story.Provider winner = provider("winner", "1", LARGE, GOLD, "Zug");

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void eachReasonIsTold_withHowMuchIsMissing() {
    provider("dear", "2.12", LARGE, GOLD, "Zug");
    provider("model", "1", LARGE, new Serving(List.of("whisper"), GOLD.labels()), "Zug");
    provider("card", "1", new Hardware("A100", 80.0, 2, null, 16, 64.0), GOLD, "Zug");
    provider("vram", "1", new Hardware("RTX 4090", 8.0, 2, null, 16, 64.0), GOLD, "Zug");
    provider("gpus", "1", new Hardware("RTX 4090", 24.0, 1, null, 16, 64.0), GOLD, "Zug");
    provider("cores", "1", new Hardware("RTX 4090", 24.0, 2, null, 4, 64.0), GOLD, "Zug");
    provider("ram", "1", new Hardware("RTX 4090", 24.0, 2, null, 16, 31.5), GOLD, "Zug");
    provider("unknown-ram", "1", new Hardware("RTX 4090", 24.0, 2, null, 16, null), GOLD, "Zug");
    provider("place", "1", LARGE, GOLD, "Bern");
    provider("label", "1", LARGE, new Serving(List.of(), Map.of()), "Zug");
    provider("not-1", "1", LARGE, GOLD, "Zug");
    story.coolsDown(provider("cools", "1", LARGE, GOLD, "Zug"));
    story.wentOffline(provider("gone", "1", LARGE, GOLD, "Zug"));
    story.available(provider("drains", "1", LARGE, GOLD, "Zug"), Availability.DRAINING);
    story.available(provider("out", "1", LARGE, GOLD, "Zug"), Availability.OUT);
    provider("second", "1.25", LARGE, GOLD, "Zug");
    Story.Provider busy = provider("busy", "0.5", LARGE, GOLD, "Zug");
    story.assigned(story.created("OTHER", "llama"), 1, busy);
    Story.Provider did = provider("did-more", "1", LARGE, GOLD, "Zug");
    story.done("OTHER", did, Duration.ofSeconds(1));
    provider("idle", "1", LARGE, GOLD, "Zug");
    JobId job = won();
    provider("late", "0.1", LARGE, GOLD, "Zug");

    assertThat(last("winner").toString())
        .isEqualTo(
            "{\"jobId\":\"%s\",\"at\":\"%s\",\"got\":true,\"reason\":null,\"by\":null,\"words\":null}"
                .formatted(job.value(), wonAt));
    assertThat(last("dear").path("jobId").asString()).isEqualTo(job.value().toString());
    assertThat(last("dear").path("got").asBoolean(true)).isFalse();
    assertThat(last("dear").path("reason").asString()).isEqualTo("TOO_EXPENSIVE");
    assertThat(last("dear").path("by").decimalValue()).isEqualByComparingTo("0.12");
    assertThat(words("dear")).isEqualTo("too expensive by 0.12 an hour");
    assertThat(words("model")).isEqualTo("model not served");
    assertThat(words("card")).isEqualTo("another GPU");
    assertThat(words("vram")).isEqualTo("too little VRAM by 8 GB");
    assertThat(words("gpus")).isEqualTo("too few GPUs by 1");
    assertThat(words("cores")).isEqualTo("too few CPU cores by 4");
    assertThat(words("ram")).isEqualTo("too little RAM by 0.5 GB");
    assertThat(words("unknown-ram")).isEqualTo("too little RAM");
    assertThat(words("place")).isEqualTo("elsewhere");
    assertThat(words("label")).isEqualTo("another label");
    assertThat(words("not-1")).isEqualTo("excluded by the job");
    assertThat(words("cools")).isEqualTo("cooling down after failures");
    assertThat(words("gone")).isEqualTo("offline");
    assertThat(words("drains")).isEqualTo("draining");
    assertThat(words("out")).isEqualTo("out of the market");
    assertThat(words("second")).isEqualTo("another was cheaper by 0.25 an hour");
    assertThat(words("busy")).isEqualTo("busy");
    assertThat(words("did-more")).isEqualTo("another had fewer jobs by 1");
    assertThat(words("idle")).isEqualTo("another was idle for longer");
    assertThat(words("late")).isEqualTo("not registered");
  }

  /** Each job found it in another state; what it is now says nothing of the jobs before. */
  @Test
  void theProviderIsJudgedAsItWasThen_alsoAfterAReplay() {
    List<String> newestFirst = new ArrayList<>();
    won();
    newestFirst.add("not registered");
    Story.Provider moving = provider("moving", "3", LARGE, GOLD, "Zug");
    won();
    newestFirst.add(0, "too expensive by 1 an hour");
    story.changed(moving, "Zug", Money.of("1.5"));
    won();
    newestFirst.add(0, "another was cheaper by 0.5 an hour");
    JobId held = story.created("OTHER", "llama");
    story.assigned(held, 1, moving);
    newestFirst.add(0, null);
    won();
    newestFirst.add(0, "busy");
    story.completed(held, 1, "OTHER", moving, Duration.ofSeconds(1));
    won();
    newestFirst.add(0, "another was cheaper by 0.5 an hour");
    story.coolsDown(moving);
    won();
    newestFirst.add(0, "cooling down after failures");
    story.cooledDown(moving);
    won();
    newestFirst.add(0, "another was cheaper by 0.5 an hour");
    story.available(moving, Availability.DRAINING);
    won();
    newestFirst.add(0, "draining");
    story.available(moving, Availability.AVAILABLE);
    story.wentOffline(moving);
    won();
    newestFirst.add(0, "offline");
    story.wentOnline(moving);
    provider("moving", "1.5", new Hardware("RTX 4090", 8.0, 2, null, 16, 64.0), GOLD, "Zug");
    won();
    newestFirst.add(0, "too little VRAM by 8 GB");
    provider("moving", "5", LARGE, new Serving(List.of("whisper"), Map.of()), "Bern");

    assertThat(allWords("moving", "")).isEqualTo(newestFirst);
    assertThat(allWords("moving", "?limit=3")).isEqualTo(newestFirst.subList(0, 3));

    node.post("/api/admin/projections/provider/replay", "");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> node.get("/api/admin/projections").body().toString().contains("\"DONE\""));
    assertThat(allWords("moving", "")).isEqualTo(newestFirst);
  }

  @Test
  void whatTheReceiptSays_countsMoreThanTheLog() {
    Story.Provider fast = provider("fast", "0.5", LARGE, GOLD, "Zug");
    provider("third", "9", LARGE, GOLD, "Zug");
    JobId job = asked();
    story.assigned(
        job,
        1,
        winner,
        new DecisionReceipt(
            POLICY.version(),
            3,
            List.of(
                candidate(winner),
                new Candidate(new WorkerId("third"), Map.of("pricePerHour", Money.of("1.75")))),
            Map.of(Reason.COOLING_DOWN, 1),
            List.of(new LeftOut(fast.workerId(), Reason.COOLING_DOWN, null))));

    assertThat(words("fast")).isEqualTo("cooling down after failures");
    // It asks for more than the job allows now, but was a candidate.
    story.changed(fast, "Zug", Money.of("7"));
    assertThat(words("fast")).isEqualTo("cooling down after failures");
  }

  @Test
  void aProviderThatWouldHaveBeenTheBest_wasBusyWhenItChangedHands_andIsOtherwiseUnseen() {
    Story.Provider best = provider("best", "0.5", LARGE, GOLD, "Zug");
    won();
    assertThat(words("best")).isEqualTo("the match did not see it as free");
    JobId job = story.created("OTHER", "llama");
    won();
    story.assigned(job, 1, best);
    assertThat(words("best")).isNull();
    assertThat(allWords("best", "").get(1)).isEqualTo("busy");
  }

  @Test
  void aProviderThatFailedTheJob_mustNotHaveIt_untilTheJobHasWaitedLong() {
    Story.Provider failed = provider("failed-it", "1.5", LARGE, GOLD, "Zug");
    JobId job = asked();
    story.assigned(job, 1, failed);
    story.failed(job, 1, failed, "no");
    story.requeued(job, 2, failed);
    story.assigned(job, 2, winner, receipt());
    assertThat(words("failed-it")).isEqualTo("failed it before");

    JobId patient = asked();
    story.assigned(patient, 1, failed);
    story.failed(patient, 1, failed, "no");
    story.requeued(patient, 2, failed);
    story.waitedTooLong(patient, 2);
    story.assigned(patient, 2, winner, receipt());
    assertThat(words("failed-it")).isEqualTo("another was cheaper by 0.5 an hour");
  }

  /** They are undone from its events: a row for each would be one more write for each job. */
  @Test
  void jobsAloneLeaveNothingOfThePast_andWhatIsOldIsDeleted() {
    Story.Provider worker = provider("diligent", "1", LARGE, GOLD, "Zug");
    for (int i = 0; i < 3; i++) {
      story.done("OTHER", worker, Duration.ofSeconds(1));
    }
    JobId failed = story.created("OTHER", "llama");
    story.assigned(failed, 1, worker);
    story.failed(failed, 1, worker, "no");
    assertThat(chances("diligent", "")).hasSize(4);
    assertThat(past()).isZero();

    node.jdbc()
        .update(
            "insert into provider_past select 'diligent', -50000, state from provider_view"
                + " where worker_id = 'diligent'");
    story.changed(worker, "Bern", Money.of("2"));
    assertThat(chances("diligent", "")).hasSize(4);
    assertThat(past()).isOne();
  }

  private Long past() {
    return node.jdbc().queryForObject("select count(*) from provider_past", Long.class);
  }

  @Test
  void anUnknownProviderIsNotFound_andABadLimitIsRefused() {
    won();
    assertThat(node.get("/api/providers/nobody/chances").status()).isEqualTo(404);
    for (String bad : List.of("0", "101", "-1", "x", "1.5", "99999999999")) {
      assertThat(node.get("/api/providers/winner/chances?limit=" + bad).status()).isEqualTo(400);
    }
    String id = winner.state().id().toString();
    assertThat(node.get("/api/providers/" + id + "/chances?limit=100").body()).hasSize(1);
  }

  private String wonAt = "";

  private JobId won() {
    JobId job = asked();
    story.assigned(job, 1, winner, receipt());
    wonAt = story.now().toString();
    return job;
  }

  private JobId asked() {
    return story.created("ASKER", "llama", "{}", ASKED, null);
  }

  private DecisionReceipt receipt() {
    return new DecisionReceipt(
        POLICY.version(), 9, List.of(candidate(winner)), Map.of(), List.of());
  }

  private static Candidate candidate(Story.Provider provider) {
    return Candidate.of(provider.state(), POLICY.scores());
  }

  private Story.Provider provider(
      String worker, String price, Hardware machine, Serving serving, String location) {
    return story.registered(worker, "OWNER", price, machine, serving, location);
  }

  private JsonNode last(String worker) {
    return chances(worker, "?limit=1").get(0);
  }

  private JsonNode chances(String worker, String query) {
    QueryNode.Answer answer = node.get("/api/providers/" + worker + "/chances" + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private @Nullable String words(String worker) {
    return words(last(worker));
  }

  private List<@Nullable String> allWords(String worker, String query) {
    List<@Nullable String> all = new ArrayList<>();
    chances(worker, query).forEach(chance -> all.add(words(chance)));
    return all;
  }

  private static @Nullable String words(JsonNode chance) {
    return chance.path("words").isNull() ? null : chance.path("words").asString();
  }
}
