package io.qubix.query.provider;

import io.qubix.api.Uuids;
import io.qubix.api.lease.LastSeen;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.ProviderScore;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Before;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.provider.history.ProviderHistory;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Component;

/** Looks providers up in the read model; the time of the last heartbeat comes from elsewhere. */
@Component
@ForQueries
final class StoredProviders implements ProviderQueries, ProviderSearch {

  private final ProviderRepository providers;
  private final ProviderPages pages;
  private final Positions positions;
  private final LastSeen lastSeen;
  private final ProviderHistory history;
  private final MatchingPolicy policy;

  StoredProviders(
      ProviderRepository providers,
      ProviderPages pages,
      Positions positions,
      LastSeen lastSeen,
      ProviderHistory history,
      MatchingPolicy policy) {
    this.providers = providers;
    this.pages = pages;
    this.positions = positions;
    this.lastSeen = lastSeen;
    this.history = history;
    this.policy = policy;
  }

  @Override
  public Optional<ProviderView> find(String idOrWorkerId) {
    return state(idOrWorkerId).map(state -> views(List.of(state)).get(0));
  }

  @Override
  public Optional<ProviderView> find(WorkerId worker) {
    awaitHead();
    return providers.findByWorkerId(worker.value()).map(row -> views(List.of(row.state())).get(0));
  }

  @Override
  public Page find(ProviderFilter filter, ProviderOrder order, Before before, int limit) {
    awaitHead();
    ProviderPages.Page page = pages.find(filter, order, before, limit);
    return new Page(views(page.rows().stream().map(ProviderRow::state).toList()), page.next());
  }

  @Override
  public List<ProviderView> best(
      @Nullable String modelType, Requirements requirements, @Nullable Money maxPrice, int limit) {
    awaitHead();
    Sort order =
        Sort.by(policy.scores().stream().map(StoredProviders::attribute).toArray(String[]::new))
            .and(Sort.by("workerId"));
    List<ProviderRow> rows =
        providers.findBy(
            ProviderFilter.takers(modelType, requirements, maxPrice).where(providers),
            query -> query.sortBy(order).limit(limit).all());
    return views(rows.stream().map(ProviderRow::state).toList());
  }

  private static String attribute(ProviderScore score) {
    return switch (score) {
      case PRICE -> "price";
      case JOBS -> "totalJobs";
      case LOAD -> "load";
      case NEW -> "onProbation";
      case PRICE_OF_SUCCESS -> "priceOfSuccess";
      case RISK -> "risk";
      case IDLE -> "idleSince";
    };
  }

  @Override
  public Optional<Earnings> earnings(String idOrWorkerId, Before before, int limit) {
    return state(idOrWorkerId).map(provider -> earnings(provider, before, limit));
  }

  private Earnings earnings(ProviderState provider, Before before, int limit) {
    String worker = provider.workerId().value();
    long position =
        before.position(job -> providers.findEarningPosition(worker, job), "job that it completed");
    List<EarningRow> found = providers.findEarnings(worker, position, limit + 1);
    boolean more = found.size() > limit;
    List<EarningRow> page = more ? found.subList(0, limit) : found;
    return new Earnings(
        provider.totalEarnings(),
        provider.totalJobs(),
        page.stream().map(EarningRow::view).toList(),
        more ? Cursor.of(EARNINGS_CURSOR, page.get(limit - 1).position()) : null);
  }

  @Override
  public Optional<List<ProviderHistory.Day>> days(String idOrWorkerId, int count) {
    return state(idOrWorkerId).map(state -> history.days(state.workerId(), count));
  }

  @Override
  public Optional<Boolean> isListed(String idOrWorkerId) {
    return state(idOrWorkerId).map(ProviderState::listed);
  }

  @Override
  public Optional<ProviderHistory.Uptime> uptime(String idOrWorkerId, int days) {
    return state(idOrWorkerId).map(state -> history.uptime(state.workerId(), days));
  }

  @Override
  public Sum earnedBy(QubicAddress owner) {
    awaitHead();
    return new Sum(providers.earnedBy(owner.value()).orElse(BigInteger.ZERO));
  }

  @Override
  public List<ProviderHistory.Day> daysOf(QubicAddress owner, LocalDate since) {
    awaitHead();
    return providers.findDaysOf(owner.value(), since).stream()
        .map(day -> new ProviderHistory.Day(day.getDay(), day.getJobs(), new Sum(day.getEarned())))
        .toList();
  }

  @Override
  public Optional<ProviderState> state(String idOrWorkerId) {
    awaitHead();
    return row(idOrWorkerId).map(ProviderRow::state);
  }

  /**
   * An id takes precedence over a worker id, as in commands, so that both find the same provider.
   */
  private Optional<ProviderRow> row(String idOrWorkerId) {
    return WorkerId.known(idOrWorkerId)
        .flatMap(worker -> byId(worker.value()).or(() -> providers.findByWorkerId(worker.value())));
  }

  private Optional<ProviderRow> byId(String text) {
    UUID id = Uuids.parse(text);
    return id == null ? Optional.empty() : providers.findByProviderId(id);
  }

  private void awaitHead() {
    positions.await(PROJECTION);
  }

  private List<ProviderView> views(List<ProviderState> states) {
    Map<WorkerId, Instant> heard =
        states.isEmpty()
            ? Map.of()
            : lastSeen.of(states.stream().map(ProviderState::workerId).toList());
    return states.stream()
        .map(state -> state.view(heard.getOrDefault(state.workerId(), state.lastEvent())))
        .toList();
  }
}
