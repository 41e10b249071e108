package io.qubix.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests as clients do, a thread for each running request, each request in one packet. The
 * figures include the client's cost, so it should be small.
 */
public final class Http {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(15).toMillis();

  /** Shorter than the server's, so that the server never closes a connection during a request. */
  private static final long IDLE_NANOS = Duration.ofSeconds(60).toNanos();

  private final URI server;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();
  private final Set<DefaultBHttpClientConnection> held = ConcurrentHashMap.newKeySet();

  private record Idle(DefaultBHttpClientConnection connection, long since) {}

  public Http(URI server) {
    this.server = server;
  }

  public JsonNode get(String path) {
    return answer(connection(), new BasicClassicHttpRequest("GET", path));
  }

  /** Sends a request that the server may hold until {@link #letGo}. */
  public JsonNode poll(String path) {
    DefaultBHttpClientConnection connection = connection();
    held.add(connection);
    return answer(connection, new BasicClassicHttpRequest("GET", path));
  }

  /** Closes the connections of all polls. */
  public void letGo() {
    held.forEach(connection -> connection.close(CloseMode.GRACEFUL));
  }

  public JsonNode post(String path, Object body) {
    return answer(connection(), posted(path, body));
  }

  /** Sends a report whose answer the server may hold until {@link #letGo}. */
  public JsonNode hold(String path, Object body) {
    DefaultBHttpClientConnection connection = connection();
    held.add(connection);
    return answer(connection, posted(path, body));
  }

  private static ClassicHttpRequest posted(String path, Object body) {
    byte[] json = JSON.writeValueAsBytes(body);
    ClassicHttpRequest request = new BasicClassicHttpRequest("POST", path);
    request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    request.setHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    request.setHeader(HttpHeaders.CONTENT_LENGTH, json.length);
    return request;
  }

  private DefaultBHttpClientConnection connection() {
    for (Idle last = idle.poll(); last != null; last = idle.poll()) {
      if (System.nanoTime() - last.since() < IDLE_NANOS && last.connection().isOpen()) {
        return last.connection();
      }
      last.connection().close(CloseMode.IMMEDIATE);
    }
    try {
      Socket socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      DefaultBHttpClientConnection opened = new DefaultBHttpClientConnection(Http1Config.DEFAULT);
      opened.bind(socket);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode answer(DefaultBHttpClientConnection connection, ClassicHttpRequest request) {
    request.setHeader(HttpHeaders.HOST, server.getAuthority());
    boolean reusable = false;
    try {
      connection.sendRequestHeader(request);
      if (request.getEntity() != null) {
        connection.sendRequestEntity(request);
      }
      connection.flush();
      ClassicHttpResponse response = connection.receiveResponseHeader();
      connection.receiveResponseEntity(response);
      byte[] body = EntityUtils.toByteArray(response.getEntity());
      reusable =
          DefaultConnectionReuseStrategy.INSTANCE.keepAlive(
              request, response, HttpCoreContext.create());
      if (response.getCode() >= 300) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "%s answered %d: %s",
                request.getPath(),
                response.getCode(),
                new String(body, StandardCharsets.UTF_8)));
      }
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (HttpException e) {
      throw new IllegalStateException(e);
    } finally {
      held.remove(connection);
      if (reusable) {
        idle.push(new Idle(connection, System.nanoTime()));
      } else {
        connection.close(CloseMode.IMMEDIATE);
      }
    }
  }
}
