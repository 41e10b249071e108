package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner asks why its provider stands idle. */
class MissedJobsTest {

  private final String database = TestDatabase.url();
  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(database);
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aProviderSeesWhatItMissedByItsPriceOfThen_inTheApiAndAtATerminal_alsoAfterARestart() {
    api.register("cheap", 1);
    api.register("dear", 2.12);
    String dear = api.create("ALICE", ", \"maxPrice\": 2").text("job.id");
    api.complete(dear, "cheap", 60).expect(200);
    String outbid = api.create("ALICE").text("job.id");
    api.patch("/api/providers/dear", "{\"pricePerHour\": 0.5}").expect(200);
    String mine = api.create("ALICE").text("job.id");
    api.create("ALICE");
    api.register("dear", 9);

    List<String> expected =
        List.of(
            mine + " true null",
            outbid + " false another was cheaper by 1.12 an hour",
            dear + " false too expensive by 0.12 an hour");
    assertThat(chances("dear")).isEqualTo(expected);
    assertThat(chances("cheap"))
        .containsExactly(mine + " false busy", outbid + " true null", dear + " true null");
    String table = Terminal.of(server, "ALICE").run("chances", "dear").expect(0).out();
    assertThat(table.lines().toList()).hasSize(4);
    assertThat(table).contains("too expensive by 0.12 an hour", "it got it", outbid);

    stop();
    start();
    assertThat(chances("dear")).isEqualTo(expected);
  }

  private List<String> chances(String worker) {
    return api.get("/api/providers/" + worker + "/chances")
        .expect(200)
        .body()
        .valueStream()
        .map(
            chance ->
                chance.path("jobId").asString()
                    + " "
                    + chance.path("got").asBoolean()
                    + " "
                    + chance.path("words").asString("null"))
        .toList();
  }
}
