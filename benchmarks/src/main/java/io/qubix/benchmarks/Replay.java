package io.qubix.benchmarks;

import io.qubix.benchmarks.arm.Arm;
import io.qubix.benchmarks.arm.Database;
import io.qubix.benchmarks.arm.Figures;
import io.qubix.benchmarks.server.Http;
import io.qubix.benchmarks.server.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** Rebuilds one read model from the log while the old tables serve queries. */
final class Replay extends Arm {

  private static final long POLL_NANOS = 20_000_000;

  private final Server server;
  private final Http http;
  private final String projection;
  private final String rows;
  private final String before;

  /**
   * @param rows a query for one text that identifies the read model's content
   */
  Replay(Server server, Http http, String projection, String rows) throws Exception {
    super("replay." + projection);
    this.server = server;
    this.http = http;
    this.projection = projection;
    this.rows = rows;
    server.awaitProjections();
    this.before = Database.text(server.url(), rows);
  }

  @Override
  public void warmUp() {}

  @Override
  public Figures round() throws Exception {
    http.post("/api/admin/projections/" + projection + "/replay", Map.of());
    JsonNode rebuild = rebuild();
    while (rebuild.path("state").asString().equals("RUNNING")) {
      LockSupport.parkNanos(POLL_NANOS);
      rebuild = rebuild();
    }
    require(rebuild.path("state").asString().equals("DONE"), "A rebuild failed: " + rebuild);
    Duration took =
        Duration.between(
            Instant.parse(rebuild.path("startedAt").asString()),
            Instant.parse(rebuild.path("endedAt").asString()));
    long events = rebuild.path("upTo").asLong();
    return Figures.of("perSecond", events * 1e9 / Math.max(1, took.toNanos()))
        .and("events", events);
  }

  private JsonNode rebuild() {
    for (JsonNode status : http.get("/api/admin/projections")) {
      if (status.path("name").asString().equals(projection)) {
        return status.path("rebuild");
      }
    }
    throw new IllegalStateException("There is no projection " + projection);
  }

  @Override
  public void check() throws Exception {
    server.awaitProjections();
    require(
        before.equals(Database.text(server.url(), rows)),
        "The read model " + projection + " differs from its replay");
  }
}
