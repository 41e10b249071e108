package io.qubix.command.usage;

import io.qubix.api.job.event.JobCancelled;
import io.qubix.api.job.event.JobCompleted;
import io.qubix.api.job.event.JobCreated;
import io.qubix.api.job.event.JobFailed;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import io.qubix.log.name.EventNames;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads and writes what each address uses. */
@Component
class UsageTable {

  /** The events that begin or end a job. */
  static final Set<Class<?>> COUNTED =
      Set.of(JobCreated.class, JobCompleted.class, JobFailed.class, JobCancelled.class);

  /** A follower that is further behind has just begun: it is not known yet what is used. */
  private static final long MOST_BEHIND = 10_000;

  private static final String BEGINS = EventNames.RELEASED.name(JobCreated.class);

  private static final String[] TYPES =
      COUNTED.stream().map(EventNames.RELEASED::name).toArray(String[]::new);

  /** The key of the advisory lock on registrations of an address; its hash is the second half. */
  private static final int REGISTRATIONS = 0x7175_6164;

  private final JdbcTemplate jdbc;

  UsageTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Counts events of jobs. An end names no address in older events, and some never do: then it is
   * that of the job's first event. Sizes are those on disk, so that large contents stay there.
   */
  void count(List<Long> positions) {
    jdbc.update(
        """
        insert into usage (address, open_jobs, stored_bytes)
        select address, sum(jobs), sum(bytes)
        from (
          select coalesce(told.payload ->> 'consumer', first.payload ->> 'consumer') as address,
            case when told.type = ? then 1 else -1 end as jobs,
            pg_column_size(told.payload)::bigint as bytes
          from event told
          left join event first
            on first.stream = told.stream and first.sequence = 0 and told.sequence > 0
          where told.position = any(?)) as each
        group by address
        order by address
        on conflict (address) do update
        set open_jobs = usage.open_jobs + excluded.open_jobs,
            stored_bytes = usage.stored_bytes + excluded.stored_bytes
        """,
        BEGINS,
        positions.toArray(Long[]::new));
  }

  /** Returns what the follower has counted. */
  AddressUsage counted(QubicAddress address) {
    return jdbc
        .query(
            "select open_jobs, stored_bytes from usage where address = ?",
            (row, number) -> new AddressUsage(row.getLong(1), row.getLong(2)),
            address.value())
        .stream()
        .findFirst()
        .orElse(new AddressUsage(0, 0));
  }

  /** Returns what the address uses after the last event of the log. */
  AddressUsage now(QubicAddress address) {
    return jdbc.queryForObject(
        """
        with counted as (
          select coalesce((select position from follower where name = ?), 0) as position),
        later as (
          select case when told.type = ? then 1 else -1 end as jobs,
            pg_column_size(told.payload)::bigint as bytes
          from event told
          left join event first
            on first.stream = told.stream and first.sequence = 0 and told.sequence > 0
          where told.position > (select position from counted)
            and told.position <= (select position from counted) + ?
            and told.type = any(?)
            and coalesce(told.payload ->> 'consumer', first.payload ->> 'consumer') = ?)
        select coalesce((select open_jobs from usage where address = ?), 0)
            + coalesce((select sum(jobs) from later), 0),
          coalesce((select stored_bytes from usage where address = ?), 0)
            + coalesce((select sum(bytes) from later), 0)
        """,
        (row, number) -> new AddressUsage(row.getLong(1), row.getLong(2)),
        UsageFollower.NAME,
        BEGINS,
        MOST_BEHIND,
        TYPES,
        address.value(),
        address.value(),
        address.value());
  }

  /** Locks registrations of an address, on all nodes, until the end of the transaction. */
  void lockRegistrations(QubicAddress address) {
    jdbc.query(
        "select pg_advisory_xact_lock(?, hashtext(?))", row -> {}, REGISTRATIONS, address.value());
  }

  boolean isProvider(WorkerId worker) {
    return !jdbc.queryForList(
            "select 1 from usage_provider where worker_id = ?", Integer.class, worker.value())
        .isEmpty();
  }

  long providersOf(QubicAddress address) {
    return jdbc.queryForObject(
        "select count(*) from usage_provider where address = ?", Long.class, address.value());
  }

  void add(WorkerId worker, QubicAddress address) {
    jdbc.update(
        "insert into usage_provider (worker_id, address) values (?, ?) on conflict do nothing",
        worker.value(),
        address.value());
  }

  void remove(WorkerId worker) {
    jdbc.update("delete from usage_provider where worker_id = ?", worker.value());
  }
}
