package io.qubix.query.provider;

import io.qubix.api.Rejection;
import io.qubix.api.Uuids;
import io.qubix.api.provider.LastSeen;
import io.qubix.api.provider.ProviderState;
import io.qubix.api.provider.ProviderView;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks providers up in the read model; when they were last heard is known elsewhere. */
@Component
@ForQueries
final class StoredProviders implements ProviderQueries, ProviderSearch {

  private final ProviderRepository providers;
  private final Positions positions;
  private final LastSeen lastSeen;
  private final ProviderHistory history;

  StoredProviders(
      ProviderRepository providers,
      Positions positions,
      LastSeen lastSeen,
      ProviderHistory history) {
    this.providers = providers;
    this.positions = positions;
    this.lastSeen = lastSeen;
    this.history = history;
  }

  @Override
  public Optional<ProviderView> find(String idOrWorkerId) {
    return findState(idOrWorkerId).map(state -> views(List.of(state)).get(0));
  }

  @Override
  public Optional<ProviderView> find(WorkerId worker) {
    awaitHead();
    return providers.findByWorkerId(worker.value()).map(row -> views(List.of(row.state())).get(0));
  }

  @Override
  public List<ProviderView> find(
      ProviderFilter filter, ProviderOrder order, @Nullable UUID before, int limit) {
    awaitHead();
    ProviderRow last =
        before == null
            ? null
            : providers
                .findByProviderId(before)
                .orElseThrow(() -> new Rejection.Invalid("before", "is the id of no provider"));
    return views(
        providers
            .findBy(
                filter.where(order, last, providers::gpuModels),
                query -> query.sortBy(order.sort()).limit(limit).all())
            .stream()
            .map(ProviderRow::state)
            .toList());
  }

  @Override
  public Optional<Earnings> earnings(String idOrWorkerId, @Nullable UUID before, int limit) {
    return findState(idOrWorkerId)
        .map(
            state ->
                new Earnings(
                    state.totalEarnings(),
                    state.totalJobs(),
                    providers
                        .findEarnings(state.workerId().value(), positionOf(state, before), limit)
                        .stream()
                        .map(EarningRow::view)
                        .toList()));
  }

  @Override
  public Optional<List<Day>> days(String idOrWorkerId, int count) {
    return findState(idOrWorkerId).map(state -> history.days(state.workerId(), count));
  }

  @Override
  public Optional<Boolean> isListed(String idOrWorkerId) {
    return findState(idOrWorkerId).map(ProviderState::listed);
  }

  @Override
  public Optional<Uptime> uptime(String idOrWorkerId, int days) {
    return findState(idOrWorkerId).map(state -> history.uptime(state.workerId(), days));
  }

  private long positionOf(ProviderState provider, @Nullable UUID jobId) {
    if (jobId == null) {
      return Long.MAX_VALUE;
    }
    return providers
        .findEarningPosition(provider.workerId().value(), jobId)
        .orElseThrow(
            () -> new Rejection.Invalid("before", "is the id of no job that it completed"));
  }

  private Optional<ProviderState> findState(String idOrWorkerId) {
    awaitHead();
    return row(idOrWorkerId).map(ProviderRow::state);
  }

  /** An id goes before a worker's name, as with the commands: they must mean the same provider. */
  private Optional<ProviderRow> row(String idOrWorkerId) {
    return WorkerId.known(idOrWorkerId)
        .flatMap(worker -> byId(worker.value()).or(() -> providers.findByWorkerId(worker.value())));
  }

  private Optional<ProviderRow> byId(String text) {
    UUID id = Uuids.parse(text);
    return id == null ? Optional.empty() : providers.findByProviderId(id);
  }

  private void awaitHead() {
    positions.await(ProviderProjection.NAME);
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
