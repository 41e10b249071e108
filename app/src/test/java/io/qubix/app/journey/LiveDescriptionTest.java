package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.testing.ApiDescription;
import io.qubix.testing.LiveDescription;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of the WebSocket tells of every frame, as it is. */
class LiveDescriptionTest {

  private static final long PATIENCE_SECONDS = 30;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final Set<String> seen = new TreeSet<>();

  @Test
  void everyFrameIsAsDescribed_andEveryDescribedOneIsSent() throws Exception {
    try (Server server = Server.on(TestDatabase.url())) {
      Api api = server.api();
      URI live = URI.create("ws" + server.uri().toString().substring(4) + "/ws");
      WebSocket socket =
          HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(live, new Listener()).join();
      until("connected");
      say(socket, "{\"type\": \"ping\"}");
      until("pong");
      say(socket, "{\"type\": \"unheard-of\"}");
      until("error");
      say(socket, "{\"type\": \"subscribe:marketplace\"}");
      until("subscribed");
      api.register("described", 0.01);
      until("PROVIDER_REGISTERED");
      say(socket, "{\"type\": \"subscribe:provider\", \"subscriptionId\": \"described\"}");
      until("PROVIDER_STATUS_CHANGED");

      String job = api.create("DESCRIBED", ", \"maxPrice\": 0.02").text("job.id");
      until("MARKETPLACE_UPDATE");
      say(socket, "{\"type\": \"subscribe:job\", \"subscriptionId\": \"job:" + job + "\"}");
      until("JOB_PROGRESS");
      api.post(
              "/api/jobs/" + job + "/progress",
              "{\"workerId\": \"described\", \"progress\": 40, \"metrics\": {\"gpu\": 1},"
                  + " \"logLines\": [\"half of it\"]}")
          .expect(200);
      until("JOB_LOGS");
      api.post(
              "/api/providers/described/heartbeat",
              "{\"status\": \"online\", \"usage\": {\"gpu\": 0.4}}")
          .expect(200);
      until("GPU_METRICS_UPDATE");
      api.complete(job, "described", 36).expect(200);
      while (!seen.containsAll(Set.of("JOB_COMPLETED", "EARNINGS_UPDATE"))) {
        next();
      }
      api.heartbeat("described", "offline").expect(200);
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

      assertThat(seen).isEqualTo(LiveDescription.sent());
    }
  }

  @Test
  void bothDescriptionsTellTheSameOfWhatTheyShare() {
    JsonNode shared = LiveDescription.document().at("/components/schemas");

    assertThat(shared.propertyNames()).contains("Provider", "LogLine");
    shared.forEachEntry(
        (name, schema) ->
            assertThat(schema)
                .as(name)
                .isEqualTo(ApiDescription.document().at("/components/schemas/" + name)));
  }

  private static void say(WebSocket socket, String frame) {
    socket.sendText(frame, true).join();
  }

  private void until(String type) throws InterruptedException {
    while (!next().equals(type)) {
      assertThat(seen).isNotEmpty();
    }
  }

  private String next() throws InterruptedException {
    String text = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(text).as("a frame, after %s", seen).isNotNull();
    String type = LiveDescription.check(text).path("type").asString();
    seen.add(type);
    return type;
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        frames.add(partial.toString());
        partial.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
