package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Jobs with large inputs and results, wherever several are shown. */
class SmallListsTest {

  private static final int LARGE = 2_000_000;
  private static final int COUNT = 6;

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();
  private static final List<String> JOBS = new ArrayList<>();

  @BeforeAll
  static void start() {
    api.register("large-1", 1);
    for (int i = 0; i < COUNT; i++) {
      JOBS.add(done(text(LARGE)));
    }
    JOBS.add(done("small"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/jobs?limit=200", "/api/jobs/user/LARGE", "/api/jobs?status=completed"})
  void aListLeavesOutWhatIsLarge_andSaysSo(String path) {
    Answer answer = api.get(path).expect(200);
    JsonNode jobs = answer.body().isArray() ? answer.body() : answer.at("jobs");

    assertThat(answer.response().body().length()).isLessThan(50_000);
    assertThat(jobs).hasSize(COUNT + 1);
    for (JsonNode job : jobs) {
      boolean large = !job.path("id").asString().equals(JOBS.get(COUNT));
      assertThat(job.path("inputOmitted").asBoolean()).isEqualTo(large);
      assertThat(job.path("resultOmitted").asBoolean()).isEqualTo(large);
      assertThat(job.path("inputData").isNull()).isEqualTo(large);
      assertThat(job.path("result").isNull()).isEqualTo(large);
    }
  }

  @Test
  void theJobItselfHasAllOfIt() {
    Answer job = api.job(JOBS.get(0));

    assertThat(job.text("inputData.text")).hasSize(LARGE);
    assertThat(job.text("result.text")).hasSize(LARGE);
    assertThat(job.at("inputOmitted").asBoolean(true)).isFalse();
    assertThat(job.at("resultOmitted").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/audit/events?limit=500", "/api/audit/events?type=JobCompleted"})
  void aPageOfTheLogIsBounded_andGoingOnShowsAllOfIt(String path) {
    List<Long> seen = new ArrayList<>();
    String next = "0";
    while (next != null) {
      Answer page = api.get(path + "&after=" + next).expect(200);
      assertThat(page.response().body().length()).isLessThan(4_500_000);
      page.at("events").forEach(event -> seen.add(event.path("position").asLong()));
      next = page.at("next").isNull() ? null : page.text("next");
    }

    assertThat(seen).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(COUNT);
    if (!path.contains("type")) {
      assertThat(seen).hasSize(seen.get(seen.size() - 1).intValue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/jobs", "/market/large-1", "/audit"})
  void aPageOfTheConsoleIsSmall(String path) throws Exception {
    assertThat(size(path)).isLessThan(200_000);
  }

  @Test
  void thePageOfAJob_orOfItsCreation_showsWhatCanBeShown() throws Exception {
    assertThat(size("/jobs/" + JOBS.get(0))).isLessThan(200_000);
    long created =
        api.get("/api/audit/events?stream=job:" + JOBS.get(0)).at("events.0.position").asLong();
    assertThat(size("/audit/events/" + created)).isLessThan(300_000);
    assertThat(size("/jobs/" + JOBS.get(0) + "/input.json")).isGreaterThan(LARGE);
  }

  @Test
  void theBooksAreProvenWithoutInputsAndResults() {
    assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();
    assertThat(api.post("/api/audit/verify", "").expect(200).at("intact").asBoolean()).isTrue();
  }

  private static int size(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.uri().resolve(path)).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().length();
  }

  private static String done(String text) {
    String job =
        api.post(
                "/api/jobs/create",
                """
                {"modelType": "llama", "computeNeeded": 2, "qubicAddress": "LARGE",
                 "inputData": {"text": "%s"}}
                """
                    .formatted(text))
            .expect(200)
            .text("job.id");
    api.post(
            "/api/jobs/" + job + "/complete",
            """
            {"workerId": "large-1", "status": "completed", "result": {"text": "%s"},
             "metrics": {"processingTimeSeconds": 60}}
            """
                .formatted(text))
        .expect(200);
    return job;
  }

  private static String text(int length) {
    return "x".repeat(length);
  }
}
