package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A provider leaves lists and matcher when its owner takes it out; what it did stays. */
class DeregistrationTest {

  private Server server;
  private Api api;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsTakenOut_isInNoList_andKeepsItsEarnings_untilItRegistersAgain() {
    api.register("w-1", 1);
    String provider = api.get("/api/providers/w-1").text("id");
    String job = api.create("ALICE").text("job.id");
    Answer refused = api.delete("/api/providers/w-1").expect(409);
    assertThat(refused.text("error")).isEqualTo("The provider holds a job");
    api.complete(job, "w-1", 3600).expect(200);

    Answer done = api.delete("/api/providers/" + provider).expect(200);

    assertThat(done.at("success").asBoolean()).isTrue();
    assertThat(done.text("message")).isNotBlank();
    for (String list :
        List.of(
            "/api/providers", "/api/providers/my?qubicAddress=OWNER-w-1", "/api/providers/my")) {
      assertThat(api.get(list).expect(200).body()).as(list).isEmpty();
    }
    assertThat(api.get("/api/stats").at("providers.total").asInt()).isZero();
    assertThat(api.create("ALICE").text("job.status")).isEqualTo("PENDING");
    api.heartbeat("w-1", "online").expect(404);
    api.delete("/api/providers/w-1").expect(404);
    api.delete("/api/providers/nobody").expect(404);
    assertThat(api.get("/api/providers/w-1/earnings").expect(200).at("totalEarnings").asDouble())
        .isEqualTo(1);
    assertThat(api.get("/api/providers/my/earnings?qubicAddress=OWNER-w-1").at("total").asDouble())
        .isEqualTo(1);
    assertThat(api.get("/api/audit/ledger").expect(200).at("agrees").asBoolean()).isTrue();

    api.register("w-1", 1);
    assertThat(api.get("/api/providers").body()).hasSize(1);
    assertThat(api.get("/api/providers/w-1").text("id")).isEqualTo(provider);
    assertThat(api.get("/api/providers/w-1").at("totalJobs").asInt()).isEqualTo(1);
  }

  @Test
  void anOwnerTakesAProviderOutOfTheMarket_andBack_byItsStatus() {
    api.register("w-1", 1);
    String path = "/api/providers/w-1/status";

    Answer out = api.patch(path, "{\"status\": \"offline\"}").expect(200);
    assertThat(out.at("provider.isAvailable").asBoolean()).isFalse();
    assertThat(api.get("/api/providers/my").text("0.status")).isEqualTo("offline");
    assertThat(api.create("ALICE").text("job.status")).isEqualTo("PENDING");
    api.patch(path, "{\"status\": \"available\"}").expect(200);
    assertThat(api.get("/api/providers/my?qubicAddress=OWNER-w-1").text("0.online"))
        .isEqualTo("true");
    assertThat(api.patch(path, "{\"status\": \"rented\"}").expect(400).text("errors.0.field"))
        .isEqualTo("status");
    api.patch(path, "{}").expect(400);
    api.patch("/api/providers/nobody/status", "{\"status\": \"offline\"}").expect(404);
  }
}
