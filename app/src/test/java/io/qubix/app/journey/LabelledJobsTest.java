package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A consumer labels its jobs, finds them again, and cancels them together. */
class LabelledJobsTest {

  private static final String VISION = ", \"labels\": {\"team\": \"vision\", \"run\": \"7\"}";

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();

  @Test
  void labelsAreKept_andCancelledTogether_whateverStateTheJobsAreIn() {
    api.register("labels-1", 1);
    String held = create("ALICE", VISION);
    String waits = create("ALICE", VISION + nowhere());
    String hers = create("ALICE", ", \"labels\": {\"team\": \"audio\"}" + nowhere());
    String others = create("BOB", VISION + nowhere());
    assertThat(api.job(held).text("status")).isEqualTo("ASSIGNED");
    assertThat(api.job(held).text("labels.team")).isEqualTo("vision");
    assertThat(listed("team%3Dvision")).containsExactly(others, waits, held);

    Answer answer =
        api.post(
                "/api/jobs/cancel",
                "{\"qubicAddress\": \"ALICE\", \"label\": \"team=vision\", \"reason\": \"typo\"}")
            .expect(200);

    assertThat(answer.body().toString())
        .isEqualTo("{\"success\":true,\"cancelled\":2,\"failed\":0,\"more\":false}");
    for (String cancelled : List.of(held, waits)) {
      assertThat(api.job(cancelled).text("status")).isEqualTo("CANCELLED");
      assertThat(api.job(cancelled).text("cancelReason")).isEqualTo("typo");
    }
    assertThat(api.job(hers).text("status")).isEqualTo("PENDING");
    assertThat(api.job(others).text("status")).isEqualTo("PENDING");
    assertThat(api.get("/api/providers/labels-1").at("isAvailable").asBoolean()).isTrue();
    long head = server.get(EventLog.class).head();
    assertThat(cancel("ALICE", "team=vision").at("cancelled").asInt()).isZero();
    assertThat(server.get(EventLog.class).head()).isEqualTo(head);
  }

  @Test
  void aJobWithoutLabels_hasNone_inEachAnswer_alsoInRowsThatLeaveThemOut() {
    Answer created = api.create("NONE");
    String job = created.text("job.id");
    assertThat(created.at("job.labels").toString()).isEqualTo("{}");
    assertThat(api.job(job).at("labels").toString()).isEqualTo("{}");
    assertThat(api.get("/api/jobs").expect(200).at("jobs.0.labels").toString()).isEqualTo("{}");
    assertThat(api.get("/api/jobs/user/NONE").at("0.labels").toString()).isEqualTo("{}");
    assertThat(
            server
                .get(JdbcTemplate.class)
                .queryForObject(
                    "select view::text from job_view where id = ?::uuid", String.class, job))
        .doesNotContain("labels");
  }

  @Test
  void aThousandJobs_areCancelledByOneRequest() {
    for (int i = 0; i < 2; i++) {
      api.post(
              "/api/jobs/batch",
              Stream.generate(() -> Api.job("MANY", ", \"labels\": {\"n\": \"1\"}" + nowhere()))
                  .limit(500)
                  .collect(Collectors.joining(",", "{\"jobs\": [", "]}")))
          .expect(200);
    }
    Answer answer = cancel("MANY", "n=1");

    assertThat(answer.at("cancelled").asInt()).isEqualTo(1_000);
    assertThat(api.get("/api/jobs?label=n%3D1&status=pending").at("jobs")).isEmpty();
    assertThat(api.get("/api/jobs?label=n%3D1&status=cancelled").at("jobs")).hasSize(100);
  }

  @Test
  void badLabels_createNothing() {
    String many =
        IntStream.range(0, 17)
            .mapToObj(n -> "\"l" + n + "\": \"v\"")
            .collect(Collectors.joining(",", "{", "}"));
    long head = server.get(EventLog.class).head();
    for (String bad :
        List.of(
            many,
            "[]",
            "\"a=b\"",
            "{\"" + "a".repeat(64) + "\": \"v\"}",
            "{\"a=b\": \"v\"}",
            "{\"\": \"v\"}",
            "{\"a\": 7}",
            "{\"a\": \"" + "v".repeat(256) + "\"}")) {
      Answer answer =
          api.post("/api/jobs/create", Api.job("BAD", ", \"labels\": " + bad)).expect(400);
      assertThat(answer.at("errors").findValuesAsString("field"))
          .as(bad)
          .allMatch(field -> field.startsWith("labels"));
    }
    for (String bad :
        List.of(
            "{\"label\": \"a=b\"}",
            "{\"qubicAddress\": \"A\"}",
            "{\"qubicAddress\": \"A\", \"label\": \"ab\"}",
            "{\"qubicAddress\": \"A\", \"label\": \"=b\"}",
            "{\"qubicAddress\": \"A\", \"label\": {\"a\": \"b\"}}",
            "")) {
      api.post("/api/jobs/cancel", bad).expect(400);
    }
    assertThat(server.get(EventLog.class).head()).isEqualTo(head);
  }

  @Test
  void theMostLabels_andNoLabels_areTaken() {
    String most =
        IntStream.range(0, 16)
            .mapToObj(n -> "\"" + "ü".repeat(60) + n + "\": \"" + "v".repeat(255) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    String job = create("MOST", ", \"labels\": " + most);
    assertThat(api.job(job).at("labels")).hasSize(16);
    assertThat(api.job(create("MOST", ", \"labels\": {}")).at("labels").toString()).isEqualTo("{}");
  }

  private static List<String> listed(String label) {
    List<String> ids = new ArrayList<>();
    api.get("/api/jobs?label=" + label)
        .expect(200)
        .at("jobs")
        .forEach(job -> ids.add(job.path("id").asString()));
    return ids;
  }

  private static Answer cancel(String consumer, String label) {
    return api.post(
            "/api/jobs/cancel",
            "{\"qubicAddress\": \"%s\", \"label\": \"%s\"}".formatted(consumer, label))
        .expect(200);
  }

  private static String create(String consumer, String more) {
    return api.create(consumer, more).text("job.id");
  }

  private static String nowhere() {
    return ", \"requirements\": {\"location\": \"nowhere\"}";
  }
}
