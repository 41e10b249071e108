package io.qubix.command.lease;

import io.qubix.api.provider.WorkerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads and writes the table of leases. */
@Component
public class LeaseTable {

  /** The key of the sweep's advisory lock, used for nothing else. */
  private static final long SWEEP_LOCK = 0x7175_6269_786C_7365L;

  private final JdbcTemplate jdbc;

  LeaseTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Renews existing leases; only a provider's registration makes one. Rows are locked in one order,
   * so that nodes cannot deadlock.
   *
   * @return the workers that have a lease
   */
  List<WorkerId> renew(Map<WorkerId, Instant> heard) {
    List<Map.Entry<WorkerId, Instant>> entries = List.copyOf(heard.entrySet());
    return jdbc.query(
        """
        with known as (
          select lease.worker_id, heard.last_seen
          from lease
          join unnest(?::text[], ?::timestamptz[]) as heard (worker_id, last_seen)
            on heard.worker_id = lease.worker_id
          order by lease.worker_id
          for update of lease)
        update lease
        set last_seen = greatest(lease.last_seen, known.last_seen)
        from known
        where lease.worker_id = known.worker_id
        returning lease.worker_id
        """,
        statement -> {
          var connection = statement.getConnection();
          statement.setArray(
              1,
              connection.createArrayOf(
                  "text", entries.stream().map(entry -> entry.getKey().value()).toArray()));
          statement.setArray(
              2,
              connection.createArrayOf(
                  "timestamptz",
                  entries.stream().map(entry -> entry.getValue().toString()).toArray()));
        },
        (row, number) -> new WorkerId(row.getString(1)));
  }

  /**
   * Renews a lease that may be about to end; waits for a sweep that is marking its provider.
   *
   * @param late leases that were renewed after this time stay unchanged
   */
  void renew(WorkerId worker, Instant now, Instant late) {
    jdbc.update(
        "update lease set last_seen = ? where worker_id = ? and last_seen < ?",
        Timestamp.from(now),
        worker.value(),
        Timestamp.from(late));
  }

  /** Locks existing leases until the end of the transaction, in the order of {@link #renew}. */
  void lock(List<WorkerId> workers) {
    jdbc.query(
        "select 1 from lease where worker_id = any(?) order by worker_id for update",
        row -> {},
        (Object) workers.stream().map(WorkerId::value).toArray(String[]::new));
  }

  /** Begins a new provider's lease; its events set the other columns. */
  public void introduce(WorkerId worker, UUID providerId, Instant now) {
    jdbc.update(
        """
        insert into lease (worker_id, provider_id, last_seen, active, sequence)
        values (?, ?, ?, true, -1)
        on conflict (worker_id) do update set provider_id = excluded.provider_id
        where lease.provider_id is distinct from excluded.provider_id
        """,
        worker.value(),
        providerId,
        Timestamp.from(now));
  }

  /**
   * Begins or ends a lease by an event, unless a later event was already applied.
   *
   * @param providerId the provider's id, or null to keep the known one
   */
  void set(WorkerId worker, @Nullable UUID providerId, boolean active, Instant now, long sequence) {
    jdbc.update(
        """
        insert into lease (worker_id, provider_id, last_seen, active, sequence)
        values (?, ?, ?, ?, ?)
        on conflict (worker_id) do update
        set provider_id = coalesce(excluded.provider_id, lease.provider_id),
            last_seen = case when excluded.active
                then greatest(lease.last_seen, excluded.last_seen) else lease.last_seen end,
            active = excluded.active,
            sequence = excluded.sequence
        where excluded.sequence > lease.sequence
        """,
        worker.value(),
        providerId,
        Timestamp.from(now),
        active,
        sequence);
  }

  /** Removes the lease of a provider that left the market. */
  void remove(WorkerId worker) {
    jdbc.update("delete from lease where worker_id = ?", worker.value());
  }

  /**
   * Returns offline workers that were last heard at that time or before, the longest gone first.
   */
  List<WorkerId> goneSince(Instant lastSeen, int limit) {
    return jdbc.query(
        """
        select worker_id from lease where not active and last_seen <= ?
        order by last_seen limit ?
        """,
        (row, number) -> new WorkerId(row.getString(1)),
        Timestamp.from(lastSeen),
        limit);
  }

  Map<WorkerId, Instant> lastSeen(Collection<WorkerId> workers) {
    Map<WorkerId, Instant> found = new HashMap<>();
    jdbc.query(
        "select worker_id, last_seen from lease where worker_id = any(?)",
        statement ->
            statement.setArray(
                1,
                statement
                    .getConnection()
                    .createArrayOf("text", workers.stream().map(WorkerId::value).toArray())),
        row -> {
          found.put(new WorkerId(row.getString(1)), row.getTimestamp(2).toInstant());
        });
    return found;
  }

  public Optional<WorkerId> workerOf(UUID providerId) {
    return jdbc
        .queryForList("select worker_id from lease where provider_id = ?", String.class, providerId)
        .stream()
        .map(WorkerId::new)
        .findFirst();
  }

  /** Returns whether this node may sweep, until the end of the transaction. */
  boolean lockSweep() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, SWEEP_LOCK));
  }

  @Nullable SweepState sweepState() {
    return jdbc
        .query(
            "select since, swept_at from hearing",
            (row, number) ->
                new SweepState(row.getTimestamp(1).toInstant(), row.getTimestamp(2).toInstant()))
        .stream()
        .findFirst()
        .orElse(null);
  }

  void keep(SweepState state) {
    jdbc.update(
        """
        insert into hearing (since, swept_at) values (?, ?)
        on conflict (only_row) do update
        set since = excluded.since, swept_at = excluded.swept_at
        """,
        Timestamp.from(state.since()),
        Timestamp.from(state.sweptAt()));
  }

  /** Moves times in the future to now: a clock that has since gone back wrote them. */
  void takeBackTo(Instant now, Instant tolerated) {
    jdbc.update(
        "update lease set last_seen = ? where active and last_seen > ?",
        Timestamp.from(now),
        Timestamp.from(tolerated));
  }

  /**
   * Returns whether a worker is still silent, and blocks renewals of its lease until the end of the
   * transaction.
   */
  boolean lockIfSilent(WorkerId worker, Instant lastSeen) {
    return !jdbc.queryForList(
            """
            select 1 from lease where worker_id = ? and active and last_seen <= ? for update
            """,
            Integer.class,
            worker.value(),
            Timestamp.from(lastSeen))
        .isEmpty();
  }

  /**
   * Returns online workers that were last heard at that time or before, the longest silent first.
   */
  List<WorkerId> silentSince(Instant lastSeen, int limit) {
    return jdbc.query(
        """
        select worker_id from lease where active and last_seen <= ?
        order by last_seen limit ?
        """,
        (row, number) -> new WorkerId(row.getString(1)),
        Timestamp.from(lastSeen),
        limit);
  }
}
