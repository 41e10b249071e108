package io.qubix.query.owner;

import io.qubix.api.caller.SecurityMode;
import io.qubix.api.job.view.JobView;
import io.qubix.api.matching.Requirements;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.request.HeaderText;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.qubix.query.job.OwnersJobs;
import io.qubix.query.projection.Positions;
import io.qubix.query.provider.ProviderFilter;
import io.qubix.query.provider.ProviderOrder;
import io.qubix.query.provider.ProviderSearch;
import io.qubix.query.telemetry.Machines;
import io.qubix.query.telemetry.Usage;
import io.qubix.query.user.Users;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves an owner's providers to the first clients. */
@RestController
@ForQueries
class OwnerController {

  private static final String ADDRESS = "qubicAddress";

  /** The header that names the owner when the query does not. */
  private static final String HEADER = "X-Qubic-Address";

  private static final int JOBS = 50;

  private final ProviderSearch providers;
  private final Machines machines;
  private final OwnersJobs jobs;
  private final Users users;
  private final Positions positions;
  private final Clock clock;
  private final boolean open;

  OwnerController(
      ProviderSearch providers,
      Machines machines,
      OwnersJobs jobs,
      Users users,
      Positions positions,
      Clock clock,
      @Value("${qubix.security:}") String security,
      @Value("${qubix.token:}") String token) {
    this.providers = providers;
    this.machines = machines;
    this.jobs = jobs;
    this.users = users;
    this.positions = positions;
    this.clock = clock;
    this.open = SecurityMode.of(security, token) == SecurityMode.OPEN;
  }

  @GetMapping("/api/providers/my")
  ResponseEntity<List<OwnedProvider>> providers(
      @RequestParam @Nullable String qubicAddress,
      @RequestHeader(name = HEADER, required = false) @Nullable String sender,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    QubicAddress owner =
        open
            ? parameters.address(ADDRESS, either(qubicAddress, sender))
            : parameters.requiredAddress(ADDRESS, either(qubicAddress, sender));
    Before place = parameters.before(before, ProviderOrder.NEWEST.cursor());
    int count = parameters.limit(limit);
    parameters.verify();
    ProviderSearch.Page page =
        providers.find(
            new ProviderFilter(owner, null, null, Requirements.NONE, null),
            ProviderOrder.NEWEST,
            place,
            count);
    Map<WorkerId, Usage> usages =
        machines.newest(page.providers().stream().map(ProviderView::workerId).toList());
    return NextPage.of(
        page.providers().stream()
            .map(provider -> OwnedProvider.of(provider, usages.get(provider.workerId())))
            .toList(),
        page.next());
  }

  @GetMapping("/api/providers/my/jobs")
  List<OwnedJob> jobs(
      @RequestParam @Nullable String qubicAddress,
      @RequestHeader(name = HEADER, required = false) @Nullable String sender,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var owner = parameters.requiredAddress(ADDRESS, either(qubicAddress, sender));
    int count = parameters.whole("limit", limit, 1, Parameters.MAX_LIMIT, JOBS);
    parameters.verify();
    positions.await("job", "provider", Users.PROJECTION);
    List<JobView> found = jobs.newest(Objects.requireNonNull(owner), count);
    Map<QubicAddress, String> names =
        users.namesOf(found.stream().map(JobView::qubicAddress).collect(Collectors.toSet()));
    return found.stream()
        .map(job -> OwnedJob.of(job.withUsername(names.get(job.qubicAddress()))))
        .toList();
  }

  @GetMapping("/api/providers/my/earnings")
  OwnerEarnings earnings(
      @RequestParam @Nullable String qubicAddress,
      @RequestHeader(name = HEADER, required = false) @Nullable String sender) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress(ADDRESS, either(qubicAddress, sender));
    parameters.verify();
    QubicAddress owner = Objects.requireNonNull(address);
    positions.await("job", "provider");
    Instant now = clock.instant();
    return OwnerEarnings.of(
        providers.earnedBy(owner),
        providers.daysOf(owner, OwnerEarnings.since(now)),
        jobs.pending(owner, now),
        now);
  }

  private static @Nullable String either(@Nullable String query, @Nullable String header) {
    return StringUtils.hasText(query) || header == null ? query : HeaderText.of(header);
  }
}
