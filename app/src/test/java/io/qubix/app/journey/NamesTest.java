package io.qubix.app.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.RegisterProvider;
import io.qubix.api.user.QubicAddress;
import io.qubix.command.bus.Commands;
import io.qubix.log.read.EventLog;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** A name that one door takes, every door takes, and takes for the same. */
class NamesTest {

  private static final String WOMAN = "\uD83D\uDC69";

  /** Names that may be new, each as a client may write it and as it is from then on. */
  static final List<String[]> GOOD =
      List.of(
          new String[] {"plain", "plain"},
          new String[] {" \u00a0blanks at the ends\u3000", "blanks at the ends"},
          new String[] {"Zu\u0308rich decomposed", "Z\u00fcrich decomposed"},
          new String[] {"a/b\\c?d#e;f=g&h%2Fi+j", "a/b\\c?d#e;f=g&h%2Fi+j"},
          new String[] {
            "{braces} [brackets] \"quotes\" 'apostrophes'",
            "{braces} [brackets] \"quotes\" 'apostrophes'"
          },
          new String[] {"provider:of:colons", "provider:of:colons"},
          new String[] {"...", "..."},
          new String[] {"\u05d0\u05d1\u05d2 \u4e2d\u6587", "\u05d0\u05d1\u05d2 \u4e2d\u6587"},
          new String[] {WOMAN.repeat(128), WOMAN.repeat(128)});

  /** What composes, ends, hides, breaks or means something somewhere. */
  private static final List<String> PARTS =
      List.of(
          "a",
          "Z",
          "7",
          " ",
          "\u00a0",
          "\u2003",
          "e\u0301",
          "\u0301",
          "\u1112\u1161\u11ab",
          "\u212b",
          "\ufb01",
          "\u0958",
          WOMAN,
          "\ud834\udd1e",
          "/",
          "\\",
          "%",
          "%41",
          "?",
          "#",
          ";",
          ":",
          "+",
          "&",
          "=",
          "..",
          "\"",
          "'",
          "{x}",
          "<b>",
          "\u200d",
          "\u2029",
          "\u0085",
          "\t");

  /** Names that are always refused. */
  static final List<String> BAD =
      List.of(
          "",
          " ",
          "\u00a0",
          ".",
          "..",
          " .. ",
          "a\u0000",
          "a\u0007b",
          "a\nb",
          "tab\t",
          "\u200bzero",
          "a\u200db",
          "a\u202eb",
          "a\u2028b",
          "a\u2029b",
          "a\u00adb",
          "\ufefftext",
          "a\ud800",
          "\udc00b",
          WOMAN.repeat(256));

  @AutoClose private static final Server server = Server.on(TestDatabase.url());
  private static final Api api = server.api();

  @ParameterizedTest
  @FieldSource("GOOD")
  void aNameThatOneDoorTakes_everyDoorTakesForTheSame(String written, String name) {
    String path = encoded(written);
    Answer registered = register(written, written).expect(200);
    assertThat(registered.text("provider.workerId")).isEqualTo(name);
    assertThat(registered.text("provider.qubicAddress")).isEqualTo(name);
    assertThat(register(name, name).expect(200).at("isNew").asBoolean()).isFalse();
    api.post("/api/providers/" + path + "/heartbeat", "{\"status\": \"online\"}").expect(200);
    api.patch("/api/providers/" + path, "{\"location\": " + json(written) + "}").expect(200);
    assertThat(found("/api/providers/" + path, "workerId")).isEqualTo(name);
    assertThat(found("/api/providers/" + path, "location")).isEqualTo(name);
    api.get("/api/providers/" + path + "/earnings").expect(200);
    api.get("/api/providers/" + path + "/metrics").expect(200);
    assertThat(found("/api/providers/my?qubicAddress=" + path, "0.workerId")).isEqualTo(name);
    assertThat(found("/api/providers?location=" + path, "0.workerId")).isEqualTo(name);
    assertThat(page("/market/" + path)).isEqualTo(200);

    api.patch("/api/users/" + path, "{\"username\": " + json(written) + "}").expect(200);
    Answer created = create(written).expect(200);
    assertThat(created.text("job.qubicAddress")).isEqualTo(name);
    assertThat(created.text("job.modelType")).isEqualTo(name);
    assertThat(created.text("job.user.username")).isEqualTo(name);
    assertThat(created.text("job.provider.workerId")).isEqualTo(name);
    String job = created.text("job.id");
    assertThat(found("/api/jobs/pending/" + path, "0.id")).isEqualTo(job);
    assertThat(found("/api/jobs/user/" + path, "0.id")).isEqualTo(job);
    assertThat(found("/api/jobs?workerId=" + path, "jobs.0.id")).isEqualTo(job);
    assertThat(found("/api/jobs?modelType=" + path, "jobs.0.id")).isEqualTo(job);
    assertThat(found("/api/jobs?qubicAddress=" + path, "jobs.0.id")).isEqualTo(job);
    assertThat(subscribed("provider:" + written)).isEqualTo("provider:" + name);

    report(job, "progress", written, "\"progress\": 5").expect(200);
    report(job, "complete", written, "\"status\": \"completed\"").expect(200);
    assertThat(found("/api/transactions/history/" + path, "0.counterparty")).isEqualTo(name);
    assertThat(found("/api/accounts/" + path, "qubicAddress")).isEqualTo(name);
    assertThat(found("/api/accounts/" + path + "/statement", "qubicAddress")).isEqualTo(name);
    assertThat(found("/api/users/" + path, "username")).isEqualTo(name);
    assertThat(found("/api/audit/events?stream=provider:" + path, "events.0.type"))
        .isEqualTo("ProviderRegistered");
    assertThat(found("/api/audit/events?stream=user:" + path, "events.0.type"))
        .isEqualTo("UserRenamed");
    assertThat(page("/ledger?address=" + path)).isEqualTo(200);
    api.post("/api/providers/" + path + "/heartbeat", "{\"status\": \"offline\"}").expect(200);
  }

  /** Every other request treats a name as registration does. */
  @ParameterizedTest
  @MethodSource("anyNames")
  void aNameMadeOfAnything_isTakenOrRefusedByAllDoorsAlike(String written) {
    Answer registered = register(written, written);
    if (registered.status() == 200) {
      aNameThatOneDoorTakes_everyDoorTakesForTheSame(written, registered.text("provider.workerId"));
    } else {
      aNameThatNobodyMayHave_noDoorTakes(written);
    }
  }

  static Stream<String> anyNames() {
    Random random = new Random(12);
    return IntStream.range(0, 24)
        .mapToObj(
            number ->
                random
                    .ints(1 + random.nextInt(5), 0, PARTS.size())
                    .mapToObj(PARTS::get)
                    .collect(Collectors.joining()));
  }

  @ParameterizedTest
  @FieldSource("BAD")
  void aNameThatNobodyMayHave_noDoorTakes(String name) {
    long before = server.get(EventLog.class).head();
    refused(register(name, "FINE"), "workerId");
    refused(register("fine", name), "qubicAddress");
    refused(
        api.post(
            "/api/providers/register",
            "{\"worker_id\": %s, \"address\": %s, \"pricePerHour\": 1}"
                .formatted(json(name), json(name))),
        "worker_id",
        "address");
    refused(
        api.post(
            "/api/providers/quick-register",
            "{\"type\": \"browser\", \"workerId\": %s, \"qubicAddress\": %s}"
                .formatted(json(name), json(name))),
        "workerId",
        "qubicAddress");
    Answer created = create(name).expect(400);
    assertThat(created.body().toString()).contains("\"qubicAddress\"");
    if (canBeInAPath(name)) {
      String path = encoded(name);
      assertThat(api.post("/api/providers/" + path + "/heartbeat", "{}").status())
          .isBetween(400, 404);
      assertThat(api.patch("/api/users/" + path, "{\"username\": \"ann\"}").status())
          .isBetween(400, 404);
      assertThat(api.get("/api/providers/" + path).status()).isBetween(400, 404);
    }
    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  @Test
  void aWorkerCannotBeCalledLikeAnothersId_norTakeItsPlace() {
    String id = api.register("rightful", 50).text("provider.id");
    for (String impostor : List.of(id, id.toUpperCase(Locale.ROOT), " " + id)) {
      assertThat(register(impostor, "IMPOSTOR").expect(409).text("error")).contains("id");
    }
    assertThat(found("/api/providers/" + id, "workerId")).isEqualTo("rightful");
    assertThat(
            api.patch("/api/providers/" + id, "{\"location\": \"Bern\"}")
                .expect(200)
                .text("provider.workerId"))
        .isEqualTo("rightful");
    String own = "0196a2b0-1111-7d3a-9f00-1c2d3e4f5a6b";
    register(own, "OWN").expect(200);
    assertThat(found("/api/providers/" + own, "workerId")).isEqualTo(own);
    api.post("/api/providers/" + own + "/heartbeat", "{\"status\": \"offline\"}").expect(200);
    api.heartbeat("rightful", "offline").expect(200);
  }

  @Test
  void aWorkerThatWasCalledLikeAnothersId_doesNotTakeItsPlaceEither() {
    String id = api.register("elder", 60).text("provider.id");
    asEarlierReleasesDid(id, "IMPOSTOR");
    assertThat(found("/api/providers/" + id, "workerId")).isEqualTo("elder");
    assertThat(
            api.post("/api/providers/" + id + "/toggle", "").expect(200).text("provider.workerId"))
        .isEqualTo("elder");
    assertThat(subscribed(id)).isEqualTo("provider:" + id);
  }

  @Test
  void aNameFromBeforeTheRule_isStillFoundAndServed() {
    String name = "before\u200bthe\u2028rule";
    asEarlierReleasesDid(name, name);
    String path = encoded(name);
    api.post("/api/providers/" + path + "/heartbeat", "{\"status\": \"online\"}").expect(200);
    assertThat(found("/api/providers/" + path, "workerId")).isEqualTo(name);
    assertThat(found("/api/providers/my?qubicAddress=" + path, "0.workerId")).isEqualTo(name);
    api.get("/api/jobs/pending/" + path).expect(200);
    api.get("/api/jobs/user/" + path).expect(200);
    assertThat(found("/api/accounts/" + path, "qubicAddress")).isEqualTo(name);
    assertThat(subscribed("provider:" + name)).isEqualTo("provider:" + name);
    assertThat(page("/market/" + path)).isEqualTo(200);
    api.post("/api/providers/" + path + "/heartbeat", "{\"status\": \"offline\"}").expect(200);
  }

  /** Behind today's door. */
  private static void asEarlierReleasesDid(String worker, String address) {
    server
        .get(Commands.class)
        .send(
            new RegisterProvider(
                new WorkerId(worker),
                UUID.randomUUID(),
                new QubicAddress(address),
                null,
                ProviderType.NATIVE,
                new Hardware(null, null, null, null, null),
                1,
                null,
                null,
                null,
                Money.of("70"),
                null,
                "session"));
  }

  private static Answer register(String worker, String address) {
    return api.post(
        "/api/providers/register",
        "{\"workerId\": %s, \"qubicAddress\": %s, \"pricePerHour\": 0.5}"
            .formatted(json(worker), json(address)));
  }

  private static Answer create(String name) {
    return api.post(
        "/api/jobs/create",
        ("{\"modelType\": %1$s, \"computeNeeded\": 1, \"qubicAddress\": %1$s,"
                + " \"requirements\": {\"location\": %1$s}}")
            .formatted(json(name)));
  }

  private static Answer report(String job, String what, String worker, String more) {
    return api.post(
        "/api/jobs/" + job + "/" + what, "{\"workerId\": " + json(worker) + ", " + more + "}");
  }

  private static void refused(Answer answer, String... fields) {
    answer.expect(400);
    assertThat(answer.at("errors"))
        .extracting(error -> error.path("field").asString())
        .containsExactlyInAnyOrder(fields);
  }

  /** Else the path is another one, or none. */
  private static boolean canBeInAPath(String name) {
    return !name.isEmpty()
        && !name.strip().matches("\\.\\.?")
        && UTF_8.newEncoder().canEncode(name);
  }

  private static int page(String path) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(server.uri().resolve(path)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String found(String path, String member) {
    return api.get(path).expect(200).text(member);
  }

  /** What the server says a subscription is called. */
  private static String subscribed(String id) {
    BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(server.uri().toString().replace("http", "ws") + "/ws"),
                new WebSocket.Listener() {
                  private final StringBuilder partial = new StringBuilder();

                  @Override
                  public CompletionStage<?> onText(
                      WebSocket from, CharSequence data, boolean last) {
                    partial.append(data);
                    if (last) {
                      frames.add(partial.toString());
                      partial.setLength(0);
                    }
                    from.request(1);
                    return null;
                  }
                })
            .join();
    socket.sendText(
        "{\"type\": \"subscribe:provider\", \"subscriptionId\": " + json(id) + "}", true);
    try {
      for (; ; ) {
        String frame = frames.poll(20, TimeUnit.SECONDS);
        assertThat(frame).as("an answer to the subscription to %s", id).isNotNull();
        assertThat(frame).doesNotContain("\"error\"");
        if (frame.contains("\"subscribed\"")) {
          return JsonMapper.shared().readTree(frame).at("/data/subscription").asString();
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      socket.abort();
    }
  }

  /** As JSON; a lone surrogate only exists there as an escape. */
  private static String json(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      json.append(c < ' ' || c > '~' ? "\\u%04x".formatted((int) c) : escaped(c));
    }
    return json.append('"').toString();
  }

  private static String escaped(char c) {
    return c == '"' || c == '\\' ? "\\" + c : String.valueOf(c);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
