package io.qubix.query.live;

import static io.qubix.query.live.Happenings.json;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.query.poll.JobArrivals;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients that do not keep up, and a server that goes away. */
class BadDaysTest {

  private static final int FRAMES = 20;

  @Test
  void aClientThatDoesNotRead_isDropped_andOthersHearEverythingMeanwhile() {
    try (LiveServer server =
        LiveServer.start("qubix.live.queued-frames=40", "qubix.live.send-timeout=1s")) {
      Happenings a = new Happenings();
      World world = server.bean(World.class);
      world.happens(a.created(), a.assigned());
      LiveClient deaf = LiveClient.connectDeaf(server.uri("ws", "/ws"));
      deaf.says("{'type': 'subscribe:job', 'subscriptionId': '%s'}".formatted(a.job));
      await().until(() -> server.bean(Subscribers.class).listenTo(Topic.of(a.job)));
      LiveClient other = server.connect().subscribed("job", a.job.toString());
      JsonNode large = json("'" + "x".repeat(500_000) + "'");
      Object[] batch = new Object[FRAMES];
      Arrays.setAll(batch, i -> a.completed(large));

      for (int round = 0; round < 4; round++) {
        world.happens(batch);
        for (int i = 0; i < FRAMES; i++) {
          other.next("JOB_COMPLETED");
        }
      }

      await().atMost(20, SECONDS).until(() -> server.meter("qubix.live.dropped") == 1);
      await().atMost(20, SECONDS).until(() -> server.meter("qubix.live.sessions") == 1);
      assertThat(server.meter("qubix.live.frames")).isGreaterThanOrEqualTo(4 * FRAMES);
      other.says("{'type': 'ping'}").next("pong");
    }
  }

  @Test
  void aClientThatAnswersNoPing_isForgotten() {
    try (LiveServer server = LiveServer.start("qubix.live.ping-every=200ms")) {
      LiveClient.connectDeaf(server.uri("ws", "/ws"));
      LiveClient other = server.connect();

      await().until(() -> server.meter("qubix.live.dropped") == 1);

      other.says("{'type': 'ping'}").next("pong");
      assertThat(server.meter("qubix.live.sessions")).isEqualTo(1);
    }
  }

  @Test
  void aServerThatGoesAway_saysSo_andEndsTheLongPolls() {
    LiveServer server = LiveServer.start();
    LiveClient client = server.connect();
    client.next("connected");
    CompletableFuture<JobArrivals.Arrival> poll =
        server.bean(JobArrivals.class).next(new Happenings().worker);

    server.close();

    assertThat(client.closedWith()).isEqualTo(1001);
    assertThat(poll.orTimeout(5, SECONDS)).succeedsWithin(Duration.ofSeconds(5));
  }
}
