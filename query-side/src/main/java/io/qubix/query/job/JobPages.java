package io.qubix.query.job;

import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Finds the jobs of a page; PostgreSQL ends it before its rows are too large together. */
@Component
@ForQueries
final class JobPages {

  /** The largest page of more than one job, in bytes of rows. */
  private static final int MOST_BYTES = 2_000_000;

  private static final String PAGE =
      """
      select id, created, number = 1 or bytes <= ? and number <= ? as fits
      from (
        select id, created, row_number() over newest as number,
            sum(octet_length(view::text)) over newest as bytes
          from (
            select id, created, view from job_view where {wanted}
              order by created desc limit ?) as found
          window newest as (order by created desc)) as measured
      order by created desc
      """;

  /**
   * @param ids newest first
   * @param next the cursor of the next page, or null on the last one
   */
  record Keys(List<UUID> ids, @Nullable Cursor next) {}

  private final JdbcTemplate jdbc;

  JobPages(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param after a place in the order of creation before all of them
   * @param before a place behind all of them
   */
  Keys find(JobFilter filter, long after, long before, int limit) {
    List<Object> parameters = new ArrayList<>(List.of(MOST_BYTES, limit));
    String wanted = filter.condition(after, before, parameters);
    parameters.add(limit + 1);
    List<UUID> ids = new ArrayList<>();
    long[] last = {0};
    boolean[] more = {false};
    jdbc.query(
        PAGE.replace("{wanted}", wanted),
        row -> {
          if (row.getBoolean("fits")) {
            ids.add(row.getObject("id", UUID.class));
            last[0] = row.getLong("created");
          } else {
            more[0] = true;
          }
        },
        parameters.toArray());
    return new Keys(ids, more[0] ? Cursor.of(JobSearch.CURSOR, last[0]) : null);
  }
}
