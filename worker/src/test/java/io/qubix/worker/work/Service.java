package io.qubix.worker.work;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The other side of the wire, as a worker meets it: on a real socket, with one worker's jobs. */
public final class Service {

  private static final JsonMapper JSON = JsonMapper.shared();

  public final List<JsonNode> registrations = new CopyOnWriteArrayList<>();
  final List<JsonNode> heartbeats = new CopyOnWriteArrayList<>();
  final List<JsonNode> progress = new CopyOnWriteArrayList<>();

  /** The requests with several reports. */
  final List<JsonNode> bulks = new CopyOnWriteArrayList<>();

  /** Every delivery that was accepted, repeats too. */
  public final List<JsonNode> deliveries = new CopyOnWriteArrayList<>();

  /** What was booked: the first delivery of each attempt. */
  public final Map<String, JsonNode> booked = new ConcurrentHashMap<>();

  public final List<String> availability = new CopyOnWriteArrayList<>();
  public final List<String> givenBack = new CopyOnWriteArrayList<>();

  /** The worker works on nothing and waits for a job: what it did before is answered. */
  volatile boolean isWaitedAt;

  private final List<ObjectNode> held = new CopyOnWriteArrayList<>();

  /** The paths of requests that were not answered as usual. */
  final List<String> refused = new CopyOnWriteArrayList<>();

  private final List<ObjectNode> stops = new CopyOnWriteArrayList<>();
  private final AtomicInteger polls = new AtomicInteger();
  private final Map<String, ObjectNode> whole = new ConcurrentHashMap<>();
  private final List<Answer> exceptions = new CopyOnWriteArrayList<>();
  private final int port;
  private HttpServer http;
  private ExecutorService threads = Executors.newCachedThreadPool();

  /** Another answer than the usual one, to what fits. */
  record Answer(Predicate<Request> when, int status, @Nullable String retryAfter) {}

  record Request(String path, boolean next, Set<String> except, JsonNode body) {}

  private Service(int port) throws IOException {
    this.http = listen(port);
    this.port = http.getAddress().getPort();
  }

  public static Service start() {
    try {
      return new Service(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Gives the worker a job; its input is JSON. */
  public Service offer(String jobId, int attempt, String modelType, String input) {
    ObjectNode job = JsonNodeFactory.instance.objectNode();
    job.put("id", jobId).put("attempt", attempt).put("modelType", modelType);
    job.put("status", "ASSIGNED").set("inputData", JSON.readTree(input));
    synchronized (held) {
      held.add(job);
      held.notifyAll();
    }
    return this;
  }

  /** Takes an attempt away: every report on it is refused. */
  void take(String jobId, int attempt, String reason) {
    synchronized (held) {
      held.removeIf(job -> job.path("id").asString().equals(jobId));
      ObjectNode stop = JsonNodeFactory.instance.objectNode();
      stops.add(stop.put("jobId", jobId).put("attempt", attempt).put("reason", reason));
      held.notifyAll();
    }
    answer(
        409,
        request ->
            request.path().contains("/" + jobId + "/")
                && request.body().path("attempt").asInt() == attempt);
  }

  int polls() {
    return polls.get();
  }

  /** The same, but the input is only in the job itself. */
  void offerWithoutInput(String jobId, int attempt, String modelType, String input) {
    offer(jobId, attempt, modelType, input);
    ObjectNode job = held.get(held.size() - 1);
    whole.put(jobId, job.deepCopy().put("inputOmitted", false));
    job.putNull("inputData").put("inputOmitted", true);
  }

  public void answer(int status, Predicate<Request> when) {
    exceptions.add(new Answer(when, status, null));
  }

  void answerComeBackIn(int seconds, Predicate<Request> when) {
    exceptions.add(new Answer(when, 503, String.valueOf(seconds)));
  }

  void answerAsUsual() {
    exceptions.clear();
  }

  public static Predicate<Request> to(String pathEnd) {
    return request -> request.path().endsWith(pathEnd);
  }

  /** Stops listening, and breaks open connections. */
  public void goAway() {
    http.stop(0);
    threads.shutdownNow();
  }

  void comeBack() {
    threads = Executors.newCachedThreadPool();
    try {
      http = listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpServer listen(int wanted) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    return server;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] sent = exchange.getRequestBody().readAllBytes();
    Request request =
        new Request(
            path,
            ("" + exchange.getRequestURI().getQuery()).contains("next=1"),
            except(exchange.getRequestURI()),
            sent.length == 0 ? JSON.createObjectNode() : JSON.readTree(sent));
    for (Answer exception : exceptions) {
      if (exception.when().test(request)) {
        refused.add(request.path());
        if (exception.retryAfter() != null) {
          exchange.getResponseHeaders().set("Retry-After", exception.retryAfter());
        }
        send(exchange, exception.status(), "{\"detail\": \"No, for a reason\"}");
        return;
      }
    }
    send(exchange, 200, usual(request));
  }

  private static Set<String> except(URI uri) {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    int at = query.indexOf("except=");
    return at < 0 ? Set.of() : Set.of(query.substring(at + "except=".length()).split(","));
  }

  private String usual(Request request) {
    String[] parts = request.path().split("/");
    String last = parts[parts.length - 1];
    if (last.equals("register")) {
      registrations.add(request.body());
      return "{\"success\": true, \"isNew\": true}";
    }
    if (parts[3].equals("pending")) {
      polls.incrementAndGet();
      isWaitedAt = request.except().isEmpty() && held.isEmpty();
      return told(
          JSON.createObjectNode().set("jobs", JSON.valueToTree(awaitHeld(request.except(), 30))));
    }
    if (last.equals("reports")) {
      return JSON.writeValueAsString(reports(request.body()));
    }
    if (parts.length == 4) {
      return JSON.writeValueAsString(whole.get(last));
    }
    return switch (last) {
      case "heartbeat" -> heartbeat(request.body());
      case "availability" -> {
        availability.add(request.body().path("state").asString());
        yield "{\"success\": true}";
      }
      case "progress" -> {
        progress.add(request.body());
        yield told(JSON.createObjectNode().put("success", true));
      }
      case "complete" -> complete(parts[3], request);
      default -> throw new IllegalArgumentException(request.path());
    };
  }

  private List<ObjectNode> awaitHeld(Set<String> except, int seconds) {
    synchronized (held) {
      try {
        if (heldExcept(except).isEmpty() && !isTaken(except)) {
          TimeUnit.SECONDS.timedWait(held, seconds);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return heldExcept(except);
    }
  }

  private List<ObjectNode> heldExcept(Set<String> jobs) {
    return held.stream().filter(job -> !jobs.contains(name(job, "id"))).toList();
  }

  private boolean isTaken(Set<String> attempts) {
    return stops.stream().anyMatch(stop -> attempts.contains(name(stop, "jobId")));
  }

  private static String name(ObjectNode attempt, String id) {
    return attempt.path(id).asString() + ":" + attempt.path("attempt").asInt();
  }

  private String told(ObjectNode answer) {
    return JSON.writeValueAsString(answer.set("stop", JSON.valueToTree(stops)));
  }

  /** Answers each report as if it came alone. */
  private ObjectNode reports(JsonNode body) {
    bulks.add(body);
    ArrayNode results = JSON.createArrayNode();
    for (JsonNode report : body.path("reports")) {
      String path = "/api/jobs/" + report.path("jobId").asString() + "/progress";
      Request alone = new Request(path, false, Set.of(), report);
      Answer other =
          exceptions.stream().filter(each -> each.when().test(alone)).findFirst().orElse(null);
      if (other == null) {
        results.add(JSON.readTree(usual(alone)));
      } else {
        ObjectNode problem = JSON.createObjectNode().put("success", false);
        results.add(problem.put("status", other.status()).put("error", "No, for a reason"));
      }
    }
    return JSON.createObjectNode().put("success", true).set("results", results);
  }

  private String heartbeat(JsonNode body) {
    heartbeats.add(body);
    if (body.path("status").asString().equals("offline")) {
      held.forEach(job -> givenBack.add(job.path("id").asString()));
      held.clear();
    }
    return told(JSON.createObjectNode().put("success", true));
  }

  private String complete(String jobId, Request request) {
    JsonNode body = request.body();
    deliveries.add(body);
    booked.putIfAbsent(jobId + "#" + body.path("attempt").asInt(), body);
    held.removeIf(job -> job.path("id").asString().equals(jobId));
    ObjectNode answer = JSON.createObjectNode().put("success", true).put("willRetry", false);
    if (request.next()) {
      answer.set("next", JSON.valueToTree(awaitHeld(request.except(), 1)));
    }
    return JSON.writeValueAsString(answer);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
