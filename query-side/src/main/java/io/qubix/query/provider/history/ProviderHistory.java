package io.qubix.query.provider.history;

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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a provider's jobs and earnings by day, and its online times. */
@Component
@ForQueries
public final class ProviderHistory {

  /** A provider's jobs and earnings on a day (UTC). */
  public record Day(LocalDate day, long jobs, Sum earned) {}

  /**
   * The share of the time in which a provider was online.
   *
   * @param share 0 to 1, or null when nothing is known of that time
   * @param since the start of the known time: the beginning of the span, or later
   * @param interruptions how often it went offline
   */
  public record Uptime(@Nullable Double share, @Nullable Instant since, int interruptions) {}

  /** The most changes read; for a provider with more, the time before them is unknown. */
  private static final int MAX_CHANGES = 2_000;

  private final HistoryRepository history;
  private final Clock clock;

  ProviderHistory(HistoryRepository history, Clock clock) {
    this.history = history;
    this.clock = clock;
  }

  /** Returns the last {@code count} days, oldest first and without gaps; the last one is today. */
  public List<Day> days(WorkerId worker, int count) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate first = today.minusDays(count - 1L);
    Map<LocalDate, Day> known =
        history.findDays(worker.value(), first, today).stream()
            .map(DayRow::view)
            .collect(Collectors.toMap(Day::day, Function.identity()));
    return first
        .datesUntil(today.plusDays(1))
        .map(day -> known.getOrDefault(day, new Day(day, 0, Sum.ZERO)))
        .toList();
  }

  public Uptime uptime(WorkerId worker, int days) {
    Instant now = clock.instant();
    List<Presence.Change> changes =
        history.findPresence(worker.value(), MAX_CHANGES).stream().map(PresenceRow::view).toList();
    return Presence.between(now.minus(Duration.ofDays(days)), now, changes);
  }
}
