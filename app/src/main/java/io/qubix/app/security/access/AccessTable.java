package io.qubix.app.security.access;

import static io.qubix.api.caller.Role.AUDITOR;
import static io.qubix.api.caller.Role.CONSUMER;
import static io.qubix.api.caller.Role.PROVIDER;
import static io.qubix.api.caller.Role.WORKER;
import static io.qubix.app.security.access.Access.all;
import static io.qubix.app.security.access.Access.everyone;
import static io.qubix.app.security.access.Access.own;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Says who may send what. The first row that matches counts; a request without one is denied.
 *
 * @param rows the frequent ones first, and a special path before the general one
 */
public record AccessTable(List<Access> rows) {

  /** The WebSocket, which has no controller. */
  static final String LIVE = "/ws";

  private static final String ROW = AccessTable.class.getName() + ".row";

  /** The table of the whole program. */
  public static final AccessTable OF_THE_PROGRAM =
      new AccessTable(
          Stream.of(frequent(), jobs(), providers(), books(), operation(), pages())
              .flatMap(List::stream)
              .toList());

  private static List<Access> frequent() {
    return List.of(
        own(POST, "/api/providers/{workerId}/heartbeat", WORKER),
        own(GET, "/api/jobs/pending/{workerId}", WORKER),
        own(POST, "/api/jobs/create", CONSUMER),
        own(POST, "/api/jobs/{jobId}/progress", WORKER),
        own(POST, "/api/jobs/{jobId}/complete", WORKER),
        own(POST, "/api/jobs/reports", WORKER),
        own(GET, "/api/jobs/pending", WORKER));
  }

  private static List<Access> jobs() {
    return List.of(
        own(POST, "/api/jobs/batch", CONSUMER),
        own(POST, "/api/jobs/cancel", CONSUMER),
        all(POST, "/api/jobs/estimate", CONSUMER, PROVIDER, WORKER, AUDITOR),
        own(POST, "/api/jobs/{jobId}/cancel", CONSUMER),
        own(POST, "/api/jobs/{jobId}/retry", CONSUMER),
        own(GET, "/api/jobs", CONSUMER, PROVIDER),
        own(GET, "/api/jobs/user/{qubicAddress}", CONSUMER),
        own(GET, "/api/jobs/{jobId}", CONSUMER, PROVIDER, WORKER),
        own(GET, "/api/jobs/{jobId}/events", CONSUMER, PROVIDER, WORKER),
        own(GET, "/api/jobs/{jobId}/decisions", CONSUMER, PROVIDER, WORKER),
        own(GET, "/api/jobs/{jobId}/logs", CONSUMER, PROVIDER, WORKER),
        own(GET, "/api/jobs/{jobId}/metrics", CONSUMER, PROVIDER, WORKER),
        own(GET, "/api/jobs/{jobId}/monitor", CONSUMER, PROVIDER, WORKER));
  }

  private static List<Access> providers() {
    return List.of(
        own(POST, "/api/providers/register", PROVIDER),
        own(POST, "/api/providers/quick-register", PROVIDER),
        own(GET, "/api/providers/my", PROVIDER),
        own(GET, "/api/providers/my/jobs", PROVIDER),
        own(GET, "/api/providers/my/earnings", PROVIDER),
        all(GET, "/api/providers/heartbeat", CONSUMER, PROVIDER, WORKER),
        all(GET, "/api/providers/heartbeat/stats"),
        everyone(GET, "/api/providers"),
        everyone(GET, "/api/providers/{provider}"),
        own(GET, "/api/providers/{provider}/earnings", PROVIDER, WORKER),
        own(GET, "/api/providers/{provider}/earnings/daily", PROVIDER, WORKER),
        own(GET, "/api/providers/{provider}/chances", PROVIDER, WORKER),
        own(GET, "/api/providers/{provider}/reputation", PROVIDER, WORKER),
        own(GET, "/api/providers/{provider}/metrics", PROVIDER, WORKER),
        own(GET, "/api/providers/{provider}/metrics/history", PROVIDER, WORKER),
        all(GET, "/api/providers/{provider}/uptime", CONSUMER, PROVIDER, WORKER),
        own(PATCH, "/api/providers/{provider}", PROVIDER),
        own(DELETE, "/api/providers/{provider}", PROVIDER),
        own(POST, "/api/providers/{provider}/toggle", PROVIDER),
        own(PATCH, "/api/providers/{provider}/status", PROVIDER),
        own(PUT, "/api/providers/{provider}/availability", PROVIDER),
        all(POST, "/api/providers/{provider}/cooldown/end"),
        everyone(GET, "/api/stats"),
        everyone(GET, "/api/stats/{*figures}"));
  }

  private static List<Access> books() {
    return List.of(
        own(GET, "/api/keys", CONSUMER, PROVIDER, WORKER),
        own(POST, "/api/keys", CONSUMER, PROVIDER),
        own(DELETE, "/api/keys/{id}", CONSUMER, PROVIDER),
        own(GET, "/api/users/{qubicAddress}", CONSUMER, PROVIDER),
        own(PATCH, "/api/users/{qubicAddress}", CONSUMER, PROVIDER),
        all(GET, "/api/accounts"),
        own(GET, "/api/accounts/{qubicAddress}", CONSUMER, PROVIDER),
        own(GET, "/api/accounts/{qubicAddress}/statement", CONSUMER, PROVIDER),
        all(GET, "/api/transactions"),
        own(GET, "/api/transactions/history/{qubicAddress}", CONSUMER, PROVIDER),
        all(GET, "/api/ledger/trial-balance"));
  }

  private static List<Access> operation() {
    return List.of(
        everyone(GET, "/health"),
        everyone(GET, "/actuator/health/{*rest}"),
        all(GET, "/actuator/{*rest}"),
        all(POST, "/actuator/{*rest}"),
        all(DELETE, "/actuator/{*rest}"),
        all(GET, "/api/admin/market", CONSUMER, PROVIDER, WORKER),
        all(PUT, "/api/admin/market"),
        all(GET, "/api/admin/projections"),
        all(POST, "/api/admin/projections/{name}/replay"),
        all(GET, "/api/admin/dead-letters"),
        all(POST, "/api/admin/dead-letters/{id}/retry"),
        all(GET, "/api/audit/seal"),
        all(GET, "/api/audit/blocks"),
        all(GET, "/api/audit/leaves"),
        all(GET, "/api/audit/events"),
        all(GET, "/api/audit/events/{position}"),
        all(GET, "/api/audit/events/{position}/proof"),
        all(POST, "/api/audit/verify", AUDITOR),
        all(GET, "/api/audit/ledger"),
        all(GET, "/api/audit/acts"),
        all(GET, "/v3/{*description}", CONSUMER, PROVIDER, WORKER),
        all(GET, "/swagger-ui.html", CONSUMER, PROVIDER, WORKER),
        all(GET, "/swagger-ui/{*file}", CONSUMER, PROVIDER, WORKER));
  }

  private static List<Access> pages() {
    return List.of(
        everyone(GET, "/assets/{*file}"),
        everyone(GET, "/sign-in"),
        everyone(POST, "/sign-in"),
        everyone(POST, "/sign-out"),
        all(GET, LIVE),
        all(GET, "/"),
        all(GET, "/market"),
        all(GET, "/market/{id}"),
        all(GET, "/market/{id}/chances"),
        all(GET, "/submit"),
        all(GET, "/jobs"),
        all(GET, "/jobs/{jobId}"),
        all(GET, "/jobs/{jobId}/{part:input|result}.json"),
        all(GET, "/ledger"),
        all(GET, "/ledger/accounts"),
        all(GET, "/audit"),
        all(GET, "/audit/events/{position}"),
        all(GET, "/audit/acts"),
        all(GET, "/audit/keys"),
        all(GET, "/audit/checks"));
  }

  /** Returns a table with further rows, which come last. */
  public AccessTable and(Access... more) {
    return new AccessTable(Stream.concat(rows.stream(), Stream.of(more)).toList());
  }

  /** Returns the row of a request, or null when the table has none. */
  public @Nullable Access rowOf(HttpServletRequest request) {
    if (request.getAttribute(ROW) instanceof Access known) {
      return known;
    }
    Access found = rows.stream().filter(row -> row.matches(request)).findFirst().orElse(null);
    request.setAttribute(ROW, found);
    return found;
  }

  /** Returns the methods that a request's path has a row for; none when there is nothing there. */
  public Set<HttpMethod> methodsAt(HttpServletRequest request) {
    return rows.stream()
        .filter(row -> row.isAt(request))
        .map(Access::method)
        .collect(Collectors.toSet());
  }
}
