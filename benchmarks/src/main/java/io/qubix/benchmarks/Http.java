package io.qubix.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the server as its clients do, a thread for each request under way: what they cost is in
 * the figures too, so it should be little.
 */
final class Http {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(15).toMillis();

  private final URI server;
  private final Set<HttpURLConnection> held = ConcurrentHashMap.newKeySet();

  Http(URI server) {
    this.server = server;
  }

  JsonNode get(String path) {
    return sent(open(path));
  }

  /** A request that may be held for long, until {@link #letGo}. */
  JsonNode poll(String path) {
    HttpURLConnection connection = open(path);
    held.add(connection);
    try {
      return sent(connection);
    } finally {
      held.remove(connection);
    }
  }

  /** Hangs up on all polls. */
  void letGo() {
    held.forEach(HttpURLConnection::disconnect);
  }

  JsonNode post(String path, Object body) {
    HttpURLConnection connection = open(path);
    byte[] json = JSON.writeValueAsBytes(body);
    // Not streamed: that would first listen for a millisecond whether the connection is still open.
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sent(connection);
  }

  private HttpURLConnection open(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) server.resolve(path).toURL().openConnection();
      connection.setReadTimeout(PATIENCE_MILLIS);
      return connection;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode sent(HttpURLConnection connection) {
    try {
      int status = connection.getResponseCode();
      if (status >= 300) {
        throw new IllegalStateException(
            connection.getURL() + " answered " + status + ": " + text(connection.getErrorStream()));
      }
      // Read to its end: only then is the connection used again.
      try (InputStream in = connection.getInputStream()) {
        return JSON.readTree(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(@Nullable InputStream in) throws IOException {
    try (in) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
