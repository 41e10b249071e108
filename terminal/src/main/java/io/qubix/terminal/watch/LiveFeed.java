package io.qubix.terminal.watch;

import io.qubix.api.json.Json;
import io.qubix.client.ServiceException.Unavailable;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One connection to the service's WebSocket: returns frames as they arrive, until the connection is
 * lost.
 */
final class LiveFeed implements AutoCloseable {

  private static final JsonMapper JSON = Json.builder().build();

  private final BlockingQueue<Optional<JsonNode>> frames = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private final Duration timeout;

  private LiveFeed(HttpClient http, Session session) throws Unavailable, InterruptedException {
    this.timeout = session.timeout();
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(timeout);
    if (session.token() != null) {
      builder.header("Authorization", "Bearer " + session.token());
    }
    try {
      socket = builder.buildAsync(address(session.server()), new Listener()).get();
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    }
  }

  /**
   * Connects and subscribes to a job.
   *
   * @throws Failure when the service does not let this client in
   */
  static LiveFeed of(String jobId, HttpClient http, Session session)
      throws Unavailable, InterruptedException {
    LiveFeed feed = new LiveFeed(http, session);
    try {
      feed.subscribe(jobId);
      return feed;
    } catch (Unavailable | RuntimeException e) {
      feed.close();
      throw e;
    }
  }

  /** Returns the next frame, or null when none arrives within {@code wait}. */
  @Nullable JsonNode next(Duration wait) throws Unavailable, InterruptedException {
    Optional<JsonNode> frame = frames.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    if (frame == null) {
      return null;
    }
    return frame.orElseThrow(() -> new Unavailable("the connection was lost", null));
  }

  /** Asks the service for a sign of life. */
  void ping() throws Unavailable, InterruptedException {
    send(Map.of("type", "ping"));
  }

  private void subscribe(String jobId) throws Unavailable, InterruptedException {
    send(Map.of("type", "subscribe:job", "subscriptionId", "job:" + jobId));
    long end = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < end) {
      JsonNode frame = next(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      String type = frame == null ? "" : frame.path("type").asString("");
      if (frame != null && type.equals("error")) {
        throw new Unavailable(frame.path("data").path("message").asString("refused"), null);
      }
      if (type.equals("subscribed")) {
        return;
      }
    }
    throw new Unavailable("the live updates do not answer", null);
  }

  private void send(Object frame) throws Unavailable, InterruptedException {
    try {
      socket
          .sendText(JSON.writeValueAsString(frame), true)
          .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new Unavailable("the connection was lost", null);
    }
  }

  private static URI address(URI server) {
    String http = server.toString().replaceAll("/+$", "");
    return URI.create("ws" + http.substring("http".length()) + "/ws");
  }

  private static Unavailable refused(@Nullable Throwable cause) {
    if (cause instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      if (status == 401 || status == 403) {
        throw Failure.of(
            ExitCode.NOT_ALLOWED,
            "The service does not let this client watch (HTTP " + status + ")",
            "Give the service's token with QUBIX_TOKEN or --token.");
      }
      return new Unavailable("no live updates (HTTP " + status + ")", null);
    }
    return new Unavailable("no live updates", null);
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          frames.add(Optional.of(JSON.readTree(text.toString())));
        } catch (JacksonException e) {
          // Not a frame of ours; the next one may be.
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      frames.add(Optional.empty());
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      frames.add(Optional.empty());
    }
  }
}
