package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.log.read.EventLog;
import io.qubix.testing.Browser;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What a client accepts and sends is looked at before anything is carried out, at every route. */
class NegotiationTest {

  /** Does for every command: members that one does not know are ignored. */
  private static final String BODY =
      """
      {"workerId": "w", "qubicAddress": "ALICE", "pricePerHour": 2, "type": "native",
       "modelType": "llama", "computeNeeded": 1, "progress": 40, "status": "%s", "username": "ada"}
      """;

  private static final List<String> NOT_JSON =
      List.of("application/xml", "application/yaml", "application/cbor", "text/html", "image/png");

  private static final List<String> NO_JSON_BODIES =
      List.of(
          "*/*",
          "application/*",
          "application/*+json",
          "application/*+json;a=b",
          "application/yaml",
          "application/xml",
          "text/plain");

  private static Server server;
  private static Browser browser;
  private static String job;

  /** A method and a path. */
  record Route(RequestMethod method, String path) {

    boolean changesThings() {
      return method != RequestMethod.GET;
    }
  }

  @BeforeAll
  static void start() {
    server = Server.on(TestDatabase.url());
    browser = new Browser(server.uri().getPort());
    server.api().register("w", 1);
    job = server.api().create("ALICE").text("job.id");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Route> routes() {
    return server
        .get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .entrySet()
        .stream()
        .filter(mapping -> isOfOurApi(mapping.getValue()))
        .flatMap(mapping -> routesOf(mapping.getKey()))
        .distinct();
  }

  static Stream<Route> routesThatChangeThings() {
    return routes().filter(Route::changesThings);
  }

  private static boolean isOfOurApi(HandlerMethod method) {
    Class<?> type = method.getBeanType();
    return type.getName().startsWith("io.qubix")
        && AnnotatedElementUtils.hasAnnotation(type, RestController.class)
        && !ErrorController.class.isAssignableFrom(type);
  }

  private static Stream<Route> routesOf(RequestMappingInfo mapping) {
    return mapping.getPatternValues().stream()
        .flatMap(
            path ->
                mapping.getMethodsCondition().getMethods().stream()
                    .map(method -> new Route(method, path)));
  }

  @Test
  void theWalk_meetsEveryCommandThatWeKnowOf() {
    assertThat(routesThatChangeThings().map(Route::path))
        .contains(
            "/api/jobs/create",
            "/api/jobs/{jobId}/progress",
            "/api/jobs/{jobId}/complete",
            "/api/jobs/{jobId}/cancel",
            "/api/providers/register",
            "/api/providers/quick-register",
            "/api/providers/{workerId}/heartbeat",
            "/api/providers/{provider}",
            "/api/providers/{provider}/toggle",
            "/api/users/{qubicAddress}",
            "/api/admin/projections/{name}/replay");
  }

  @Test
  void whoReadsAndAcceptsNoJson_isRefusedToo() {
    for (String accepted : NOT_JSON) {
      HttpResponse<String> refused = browser.get("/api/jobs/" + job, "Accept", accepted);
      assertThat(refused.statusCode()).as(accepted).isEqualTo(406);
    }
  }

  @ParameterizedTest
  @MethodSource("routesThatChangeThings")
  void whoAcceptsNoJson_isRefusedBeforeAnythingIsDone(Route route) {
    long before = server.get(EventLog.class).head();

    for (String accepted : NOT_JSON) {
      HttpResponse<String> refused = send(route, "Accept", accepted);
      assertThat(refused.statusCode()).as("%s %s", route, accepted).isEqualTo(406);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  static Stream<Route> routesOfJson() {
    return routes().filter(route -> !route.path().endsWith(".yaml"));
  }

  @ParameterizedTest
  @MethodSource("routesOfJson")
  void whoAcceptsJsonInAnotherCharset_isAnsweredInUtf8(Route route) {
    for (String charset : List.of("utf-16", "ISO-8859-1", "us-ascii")) {
      HttpResponse<String> answer = send(route, "Accept", "application/json;Charset=" + charset);
      assertThat(answer.statusCode()).as("%s %s", route, charset).isLessThan(500).isNotEqualTo(406);
      assertThat(answer.headers().firstValue("Content-Type").orElse("application/json"))
          .matches("application/((problem\\+)?json|x-ndjson|yaml|octet-stream).*")
          .doesNotContainIgnoringCase(charset);
    }
  }

  @ParameterizedTest
  @MethodSource("routesThatChangeThings")
  void whoSendsNoJson_isRefusedBeforeAnythingIsDone(Route route) {
    long before = server.get(EventLog.class).head();

    for (String sent : NO_JSON_BODIES) {
      HttpResponse<String> refused = send(route, "Content-Type", sent);
      assertThat(refused.statusCode()).as("%s %s", route, sent).isEqualTo(415);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    assertThat(server.get(EventLog.class).head()).isEqualTo(before);
  }

  /** Sends the request with all other headers that the route needs. */
  private static HttpResponse<String> send(Route route, String header, String value) {
    String path =
        route
            .path()
            .replace("{jobId}", job)
            .replace("{name}", "ledger")
            .replaceAll("\\{(id|position)}", "1")
            .replaceAll("\\{[a-zA-Z]+}", "w");
    HttpRequest.Builder request = browser.request(path, header, value);
    if (!header.equals("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    String status = path.contains("heartbeat") ? "online" : "completed";
    return browser.send(
        request
            .method(route.method().name(), BodyPublishers.ofString(BODY.formatted(status)))
            .build());
  }
}
