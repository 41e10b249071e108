package io.qubix.query.provider;

import io.qubix.api.money.Sum;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads a provider's jobs and earnings by day, and its online times. */
@Component
@ForQueries
final class ProviderHistory {

  /** The most changes read; for a provider with more, the time before them is unknown. */
  private static final int MAX_CHANGES = 2_000;

  private final ProviderRepository providers;
  private final Clock clock;

  ProviderHistory(ProviderRepository providers, Clock clock) {
    this.providers = providers;
    this.clock = clock;
  }

  /** Returns the last {@code count} days, oldest first and without gaps; the last one is today. */
  List<ProviderSearch.Day> days(WorkerId worker, int count) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate first = today.minusDays(count - 1L);
    Map<LocalDate, ProviderSearch.Day> known =
        providers.findDays(worker.value(), first, today).stream()
            .map(DayRow::view)
            .collect(Collectors.toMap(ProviderSearch.Day::day, Function.identity()));
    return first
        .datesUntil(today.plusDays(1))
        .map(day -> known.getOrDefault(day, new ProviderSearch.Day(day, 0, Sum.ZERO)))
        .toList();
  }

  ProviderSearch.Uptime uptime(WorkerId worker, int days) {
    Instant now = clock.instant();
    List<Presence.Change> changes =
        providers.findPresence(worker.value(), MAX_CHANGES).stream()
            .map(PresenceRow::view)
            .toList();
    return Presence.between(now.minus(Duration.ofDays(days)), now, changes);
  }
}
