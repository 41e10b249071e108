package io.qubix.app.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Stands before a server and adds to each text of its answers what commands a terminal, as if every
 * user, or the server, were hostile.
 */
final class UglyProxy implements AutoCloseable {

  /** Stands in each text that was changed. */
  static final String MARK = "Ugly";

  /** Otherwise the client would not come as far as to print the rest. */
  private static final Set<String> CLIENT_DECIDES_BY = Set.of("status", "next", "type");

  private static final String[] PIECES = {
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\u0085",
    "\u2028",
    "\u2029",
    "\u000b",
    "\f",
    "\b",
    "\u0007",
    "\u0000",
    "\u001b[2J",
    "\u001b[41m",
    "\u001b[1A\u001b[2K",
    "\u009b31m",
    "\u001b]52;c;cm0gLXJmIH4=\u0007",
    "\u001b]8;;http://evil.example\u001b\\",
    "\u001b]0;title\u0007",
    "\u001bP+q\u001b\\",
    "\u001bc",
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200d",
    "\ufeff",
    "\u00ad",
    "\udb40\udc41",
    "\u061c",
    "\nerror: forged",
    "\r\u001b[2K100%",
    "é",
    "東",
    "😀",
    "a\u0301"
  };

  private final URI server;
  private final Random random;
  private final Set<String> given = ConcurrentHashMap.newKeySet();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer proxy;

  /** What it does with each answer. */
  enum Mood {
    FAITHFUL,
    /** Leaves ids, times and hashes as they are. */
    UGLY_WORDS,
    UGLY,
    UGLY_AND_REFUSING
  }

  private final Mood mood;

  UglyProxy(URI server, long seed, Mood mood) throws IOException {
    this.server = server;
    this.mood = mood;
    this.random = new Random(seed);
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext("/", this::pass);
    proxy.setExecutor(threads);
    proxy.start();
  }

  URI uri() {
    return URI.create("http://localhost:" + proxy.getAddress().getPort());
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      String type = exchange.getRequestHeaders().getFirst("Content-Type");
      if (type != null) {
        request.header("Content-Type", type);
      }
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      byte[] changed = mood == Mood.FAITHFUL ? answer.body() : changed(answer.body());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(value -> exchange.getResponseHeaders().set("Content-Type", value));
      exchange.sendResponseHeaders(
          mood == Mood.UGLY_AND_REFUSING ? 409 : answer.statusCode(),
          changed.length == 0 ? -1 : changed.length);
      exchange.getResponseBody().write(changed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] changed(byte[] body) {
    JsonMapper mapper = JsonMapper.shared();
    if (mood == Mood.UGLY_AND_REFUSING) {
      ObjectNode problem = mapper.createObjectNode();
      problem.put("type", "about:blank").put("title", ugly("No")).put("detail", ugly("No"));
      problem.put("error", ugly("No")).put("success", false);
      problem.putArray("errors").addObject().put("field", ugly("f")).put("message", ugly("m"));
      return mapper.writeValueAsBytes(problem);
    }
    // Some answers are a value a line.
    return body.length == 0 || body[0] != '{' && body[0] != '['
        ? body
        : mapper.writeValueAsBytes(changed("", mapper.readTree(body)));
  }

  private JsonNode changed(String name, JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode changed = object.objectNode();
      boolean ownNames = name.equals("labels") || name.equals("result");
      object.forEachEntry(
          (key, value) -> changed.set(ownNames ? ugly(key) : key, changed(key, value)));
      return changed;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode changed = array.arrayNode();
      array.forEach(element -> changed.add(changed(name, element)));
      return changed;
    }
    return node.isString()
            && !CLIENT_DECIDES_BY.contains(name)
            && !(mood == Mood.UGLY_WORDS && node.asString().matches("[0-9a-zA-Z:.+/=-]{20,}"))
        ? StringNode.valueOf(ugly(node.asString()))
        : node;
  }

  /** Returns the changed texts of all answers. */
  Set<String> given() {
    return given;
  }

  private synchronized String ugly(String text) {
    StringBuilder ugly = new StringBuilder(text).append(MARK);
    for (int n = random.nextInt(1, 6); n > 0; n--) {
      ugly.append(PIECES[random.nextInt(PIECES.length)]);
    }
    String changed = ugly.append("End").toString();
    given.add(changed);
    return changed;
  }

  @Override
  public void close() {
    proxy.stop(0);
    threads.shutdownNow();
  }
}
