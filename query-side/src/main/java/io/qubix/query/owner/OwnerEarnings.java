package io.qubix.query.owner;

import io.qubix.api.money.Sum;
import io.qubix.query.provider.history.ProviderHistory;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The earnings of all providers of an owner. Days and months are UTC, weeks begin on Monday.
 *
 * @param pending what the running jobs would bring if they ended now
 * @param history the last 30 days, oldest first, without gaps
 */
record OwnerEarnings(
    Sum total, Sum today, Sum thisWeek, Sum thisMonth, Sum pending, List<Day> history) {

  private static final int DAYS = 30;

  record Day(LocalDate date, Sum amount) {}

  /** Returns the first day whose earnings {@link #of} needs. */
  static LocalDate since(Instant now) {
    LocalDate today = day(now);
    LocalDate month = today.withDayOfMonth(1);
    LocalDate history = today.minusDays(DAYS - 1L);
    return month.isBefore(history) ? month : history;
  }

  static OwnerEarnings of(Sum total, List<ProviderHistory.Day> days, Sum pending, Instant now) {
    Map<LocalDate, Sum> byDay =
        days.stream()
            .collect(Collectors.toMap(ProviderHistory.Day::day, ProviderHistory.Day::earned));
    LocalDate today = day(now);
    List<Day> history = new ArrayList<>(DAYS);
    for (LocalDate day = today.minusDays(DAYS - 1L); !day.isAfter(today); day = day.plusDays(1)) {
      history.add(new Day(day, byDay.getOrDefault(day, Sum.ZERO)));
    }
    return new OwnerEarnings(
        total,
        from(today, byDay),
        from(today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)), byDay),
        from(today.withDayOfMonth(1), byDay),
        pending,
        history);
  }

  private static Sum from(LocalDate first, Map<LocalDate, Sum> byDay) {
    return byDay.entrySet().stream()
        .filter(day -> !day.getKey().isBefore(first))
        .map(Map.Entry::getValue)
        .reduce(Sum.ZERO, Sum::plus);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
