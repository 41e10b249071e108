package io.qubix.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the WebSocket that keeps every frame it got. */
final class LiveClient implements WebSocket.Listener {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private final boolean reading;
  private WebSocket socket;

  private LiveClient(boolean reading) {
    this.reading = reading;
  }

  static LiveClient connect(URI uri) {
    LiveClient client = new LiveClient(true);
    client.socket = HTTP.newWebSocketBuilder().buildAsync(uri, client).join();
    return client;
  }

  /** A client whose request comes from a page of that origin. */
  static LiveClient connect(URI uri, String origin) {
    LiveClient client = new LiveClient(true);
    client.socket =
        HTTP.newWebSocketBuilder().header("Origin", origin).buildAsync(uri, client).join();
    return client;
  }

  /** A client that never takes a frame. */
  static LiveClient connectDeaf(URI uri) {
    LiveClient client = new LiveClient(false);
    client.socket = HTTP.newWebSocketBuilder().buildAsync(uri, client).join();
    return client;
  }

  LiveClient says(String frame) {
    socket.sendText(frame.replace('\'', '"'), true).join();
    return this;
  }

  /** Subscribes and waits until it is so, and until the state was told. */
  LiveClient subscribed(String type, String id) {
    says("{'type': 'subscribe:%s', 'subscriptionId': '%s'}".formatted(type, id));
    next("subscribed");
    if (type.equals("job")) {
      assertThat(next()).containsAnyOf("JOB_PROGRESS", "JOB_COMPLETED");
    } else if (type.equals("provider")) {
      assertThat(next()).contains("PROVIDER_STATUS_CHANGED");
    }
    return this;
  }

  /** Returns the next frame of any type. */
  String next() {
    try {
      String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(frame).as("a frame within %s s", PATIENCE_SECONDS).isNotNull();
      return frame;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next frame of that type; what comes before it is skipped. */
  JsonNode next(String type) {
    JsonNode frame;
    do {
      frame = JSON.readTree(next());
    } while (!frame.path("type").asString().equals(type));
    return frame.path("data");
  }

  /** What has come and was not looked at, without waiting. */
  List<String> rest() {
    List<String> rest = new ArrayList<>();
    frames.drainTo(rest);
    return rest;
  }

  /** The status that the server closed the connection with. */
  int closedWith() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  void hangUp() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reading) {
      opened.request(1);
    }
  }

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

  @Override
  public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }
}
