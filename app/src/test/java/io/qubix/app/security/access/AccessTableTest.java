package io.qubix.app.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.TestDatabase;
import io.qubix.api.caller.Role;
import io.qubix.app.journey.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class AccessTableTest {

  private static final AccessTable TABLE = AccessTable.OF_THE_PROGRAM;

  /** Served by filters, and by handlers of files, of Actuator and of the WebSocket. */
  private static final List<String> WITHOUT_CONTROLLER =
      List.of("/actuator/", "/assets/", "/swagger-ui", "/v3/", "/sign-out", AccessTable.LIVE);

  /** Answers errors, which is no request of a client. */
  private static final String ERROR = "/error";

  @AutoClose private static final Server server = Server.on(TestDatabase.url());

  private record Route(String method, String path) {

    /** Without the names of variables, which differ. */
    static Route of(String method, String path) {
      return new Route(method, path.replaceAll("\\{\\w+", "{"));
    }
  }

  @Test
  void everyRouteHasARowOfItsOwn() {
    assertThat(routes())
        .hasSizeGreaterThan(80)
        .allSatisfy(
            route -> {
              Access row = rowOf(route.method(), route.path());
              assertThat(row).as("row of %s", route).isNotNull();
              if (WITHOUT_CONTROLLER.stream().noneMatch(row.path()::startsWith)
                  && !row.path().startsWith("/api/stats")) {
                assertThat(Route.of(row.method().name(), row.path()))
                    .as("first row for %s", route)
                    .isEqualTo(Route.of(route.method(), route.path()));
              }
            });
  }

  @Test
  void everyRowIsOfARoute() {
    Set<Route> known =
        Set.copyOf(routes().stream().map(route -> Route.of(route.method(), route.path())).toList());

    assertThat(TABLE.rows())
        .filteredOn(row -> WITHOUT_CONTROLLER.stream().noneMatch(row.path()::startsWith))
        .filteredOn(row -> !row.path().startsWith("/api/stats/"))
        .filteredOn(row -> !row.path().equals("/api/providers/heartbeat"))
        .allSatisfy(row -> assertThat(known).contains(Route.of(row.method().name(), row.path())));
  }

  /** A copy of what it should be is left in {@code target}. */
  @Test
  void theDocumentShowsTheTable() throws IOException {
    StringBuilder shown = new StringBuilder();
    for (Access row : TABLE.rows()) {
      shown
          .append("| `")
          .append(row.method())
          .append(' ')
          .append(row.path().replace("|", "\\|"))
          .append("` | ")
          .append(row.isPublic() ? "all" : "")
          .append(" |");
      for (Role role : Role.values()) {
        Access.Reach reach = row.of(role);
        shown.append(' ').append(reach == null ? "" : reach.name().toLowerCase(Locale.ROOT));
        shown.append(" |");
      }
      shown.append('\n');
    }
    Files.writeString(Path.of("target/security-table.md"), shown);

    assertThat(Files.readString(Path.of("../docs/security-table.md"))).contains(shown);
  }

  @Test
  void anAuditor_changesNothing() {
    assertThat(TABLE.rows())
        .filteredOn(row -> row.of(Role.AUDITOR) != null && row.method() != HttpMethod.GET)
        .extracting(Access::toString)
        .containsExactlyInAnyOrder(
            "POST /api/jobs/estimate", "POST /api/audit/verify", "POST /sign-in", "POST /sign-out");
  }

  @Test
  void thePublic_seesTheMarketAlone() {
    assertThat(TABLE.rows())
        .filteredOn(Access::isPublic)
        .extracting(Access::toString)
        .containsExactlyInAnyOrder(
            "GET /api/providers",
            "GET /api/providers/{provider}",
            "GET /api/stats",
            "GET /api/stats/{*figures}",
            "GET /health",
            "GET /actuator/health/{*rest}",
            "GET /assets/{*file}",
            "GET /sign-in",
            "POST /sign-in",
            "POST /sign-out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/providers/my",
        "/api/providers/%6dy",
        "/api/providers/my;x=1",
        "/api/providers/heartbeat/stats",
        "/api/providers/w-1/earnings"
      })
  void special_paths_areNotTheMarkets(String path) {
    Access row = rowOf("GET", path);

    assertThat(row).isNotNull();
    assertThat(row.isPublic()).isFalse();
  }

  private static List<Route> routes() {
    return server
        .get("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
        .getHandlerMethods()
        .keySet()
        .stream()
        .flatMap(AccessTableTest::routesOf)
        .filter(route -> !route.path().equals(ERROR))
        .toList();
  }

  private static Stream<Route> routesOf(RequestMappingInfo mapping) {
    return mapping.getPatternValues().stream()
        .flatMap(
            path ->
                mapping.getMethodsCondition().getMethods().isEmpty()
                    ? Stream.of(new Route("any", path))
                    : mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> new Route(method.name(), path)));
  }

  private static Access rowOf(String method, String path) {
    MockHttpServletRequest request =
        new MockHttpServletRequest(
            method, path.replace("{part:input|result}", "input").replaceAll("\\{[^}]+}", "x"));
    return TABLE.rowOf(request);
  }
}
