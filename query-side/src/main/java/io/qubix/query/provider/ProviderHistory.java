package io.qubix.query.provider;

import io.qubix.api.Sum;
import io.qubix.api.provider.WorkerId;
import io.qubix.query.ForQueries;
import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads a provider's jobs and earnings by day, and its online times. */
@Component
@ForQueries
final class ProviderHistory {

  /** The most changes read; for a provider with more, the time before them is unknown. */
  private static final int MAX_CHANGES = 2_000;

  private final JdbcClient jdbc;
  private final Clock clock;

  ProviderHistory(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Returns the last {@code count} days, oldest first and without gaps; the last one is today. */
  List<ProviderSearch.Day> days(WorkerId worker, int count) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    LocalDate first = today.minusDays(count - 1L);
    Map<LocalDate, ProviderSearch.Day> known = new HashMap<>();
    jdbc.sql(
            """
            select day, jobs, earned from provider_day
            where worker_id = ? and day between ? and ?
            """)
        .params(worker.value(), Date.valueOf(first), Date.valueOf(today))
        .query(
            row -> {
              LocalDate day = row.getObject("day", LocalDate.class);
              known.put(
                  day,
                  new ProviderSearch.Day(
                      day, row.getLong("jobs"), Sum.ofMicros(row.getBigDecimal("earned"))));
            });
    List<ProviderSearch.Day> days = new ArrayList<>(count);
    for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
      days.add(known.getOrDefault(day, new ProviderSearch.Day(day, 0, Sum.ZERO)));
    }
    return days;
  }

  ProviderSearch.Uptime uptime(WorkerId worker, int days) {
    Instant now = clock.instant();
    List<Presence.Change> changes =
        jdbc.sql(
                """
                select at, online from provider_presence
                where worker_id = ? order by position desc limit ?
                """)
            .params(worker.value(), MAX_CHANGES)
            .query(
                (row, number) ->
                    new Presence.Change(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("online")))
            .list();
    return Presence.between(now.minus(Duration.ofDays(days)), now, changes);
  }
}
