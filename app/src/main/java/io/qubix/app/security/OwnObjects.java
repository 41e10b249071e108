package io.qubix.app.security;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.job.JobId;
import io.qubix.api.job.view.JobView;
import io.qubix.app.security.access.Access;
import io.qubix.query.job.JobQueries;
import io.qubix.query.provider.ProviderQueries;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * Decides whether what a request's address names is the caller's own. Whose name a body carries is
 * decided where the command is sent, and by its aggregate.
 */
@Component
class OwnObjects {

  /** The lists that show each caller its own. */
  private static final Set<String> KEEPS_TO_ITS_CALLER = Set.of("/api/keys");

  /** The lists whose address may come in a header; others do not read it. */
  private static final String LISTS_BY_HEADER = "/api/providers/my";

  private static final int WITHOUT_CONTENT = 0;

  private final ObjectProvider<JobQueries> jobs;
  private final ObjectProvider<ProviderQueries> providers;

  OwnObjects(ObjectProvider<JobQueries> jobs, ObjectProvider<ProviderQueries> providers) {
    this.jobs = jobs;
    this.providers = providers;
  }

  /** Returns whether a caller names only what is its own, or what does not exist. */
  boolean areOf(Caller caller, Access row, HttpServletRequest request) {
    Map<String, String> named = row.variables(request);
    if (named.containsKey("qubicAddress")) {
      return isOwnName(caller, named.get("qubicAddress"));
    } else if (named.containsKey("workerId")) {
      return isOwnProvider(caller, named.get("workerId"));
    } else if (named.containsKey("provider")) {
      return isOwnProvider(caller, named.get("provider"));
    } else if (named.containsKey("jobId")) {
      return caller.role() == Role.WORKER && row.method() == HttpMethod.POST
          || isOwnJob(caller, named.get("jobId"), row.method() != HttpMethod.GET);
    }
    return row.method() != HttpMethod.GET
        || KEEPS_TO_ITS_CALLER.contains(row.path())
        || isOwnList(caller, row, request);
  }

  /** A list must be of the caller's address, or of its worker. */
  private boolean isOwnList(Caller caller, Access row, HttpServletRequest request) {
    if (caller.role() == Role.WORKER) {
      String workers = parameter(request, "workers");
      return workers != null
          && Arrays.stream(workers.split(",", -1)).allMatch(worker -> isOwnName(caller, worker));
    }
    String address = parameter(request, "qubicAddress");
    boolean inHeader =
        row.path().startsWith(LISTS_BY_HEADER) && (address == null || address.isBlank());
    return isOwnName(caller, inHeader ? request.getHeader("X-Qubic-Address") : address);
  }

  /** Returns a parameter as its controller reads it: repeated ones are one list. */
  private static @Nullable String parameter(HttpServletRequest request, String name) {
    String[] values = request.getParameterValues(name);
    return values == null ? null : String.join(",", values);
  }

  private static boolean isOwnName(Caller caller, @Nullable String name) {
    return Objects.equals(caller.subject(), name);
  }

  private boolean isOwnProvider(Caller caller, String idOrWorkerId) {
    if (caller.role() == Role.WORKER) {
      return isOwnName(caller, idOrWorkerId);
    }
    return providers.stream()
        .flatMap(found -> found.find(idOrWorkerId).stream())
        .map(provider -> provider.identity().qubicAddress())
        .allMatch(owner -> owner.equals(caller.address()));
  }

  /**
   * A job is its consumer's, and, while it is at work, the provider's that has it.
   *
   * @param ifUnknown the answer for a job that the read model does not have
   */
  private boolean isOwnJob(Caller caller, String id, boolean ifUnknown) {
    Optional<JobView> found =
        jobs.stream()
            .flatMap(queries -> queries.find(JobId.parse(id), WITHOUT_CONTENT).stream())
            .findFirst();
    if (found.isEmpty()) {
      return ifUnknown;
    }
    JobView job = found.get();
    JobView.Provider provider = job.provider();
    return switch (caller.role()) {
      case CONSUMER -> job.qubicAddress().equals(caller.address());
      case PROVIDER, WORKER ->
          provider != null
              && !job.status().isOver()
              && isOwnProvider(caller, provider.workerId().value());
      case OPERATOR, AUDITOR -> true;
    };
  }
}
