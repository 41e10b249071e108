package io.qubix.query.provider.fold;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.projection.Column;
import io.qubix.query.projection.Figures;
import io.qubix.query.projection.ReadModelJson;
import io.qubix.query.provider.ProviderOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the providers' tables, many rows a statement. */
final class ProviderTable {

  /**
   * A provider.
   *
   * @param created the position of its first registration
   */
  record Row(long created, ProviderState state) {}

  /**
   * What a worker earned by a transaction.
   *
   * @param job that it is for, or null when it is for none
   * @param jobs how many jobs the worker completed with it
   */
  record Earning(
      long position, WorkerId worker, @Nullable JobId job, int jobs, Money amount, Instant at) {}

  /** The provider went online or offline. */
  record Presence(WorkerId workerId, long position, Instant at, boolean online) {}

  /** A change of a provider's price. */
  record Repricing(WorkerId workerId, long position, Money before) {}

  private static final String INSERT_REPRICINGS =
      """
      insert into provider_repricing (worker_id, position, price_before)
      select worker_id, position::bigint, price_before::bigint
      from unnest(?::text[], ?::text[], ?::text[]) as row (worker_id, position, price_before)
      """;

  private static final String FORGET_REPRICINGS =
      "delete from provider_repricing where position < ?";

  private static final String ADD_TO_DAYS =
      """
      insert into provider_day as total (worker_id, day, jobs, earned)
      select worker_id, (at::timestamptz at time zone 'UTC')::date as day, sum(jobs::int),
          sum(amount::bigint)
      from unnest(?::text[], ?::text[], ?::text[], ?::text[]) as row (worker_id, at, jobs, amount)
      group by worker_id, day
      on conflict (worker_id, day) do update set jobs = total.jobs + excluded.jobs,
          earned = total.earned + excluded.earned
      """;

  private static final String INSERT_PRESENCE =
      """
      insert into provider_presence (worker_id, position, at, online)
      select worker_id, position::bigint, at::timestamptz, online::boolean
      from unnest(?::text[], ?::text[], ?::text[], ?::text[])
        as row (worker_id, position, at, online)
      """;

  private static final String READ =
      "select created, state from provider_view where worker_id = any (?::text[])";

  private static final String UPSERT =
      """
      insert into provider_view (worker_id, id, created, qubic_address, gpu_model, gpu_vram,
          ram_total, location, price, online, available, state)
      select worker_id, id::uuid, created::bigint, qubic_address, gpu_model,
          gpu_vram::double precision, ram_total::double precision, location, price::bigint,
          online::boolean, available::boolean, state::jsonb
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
          ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as row (worker_id, id, created, qubic_address, gpu_model, gpu_vram, ram_total, location,
          price, online, available, state)
      on conflict (worker_id) do update set qubic_address = excluded.qubic_address,
          gpu_model = excluded.gpu_model, gpu_vram = excluded.gpu_vram,
          ram_total = excluded.ram_total, location = excluded.location, price = excluded.price,
          online = excluded.online, available = excluded.available, state = excluded.state
      """;

  private static final String INSERT_EARNINGS =
      """
      insert into provider_earning (position, worker_id, job_id, jobs, amount, at)
      select position::bigint, worker_id, job_id::uuid, jobs::int, amount::bigint, at::timestamptz
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
        as row (position, worker_id, job_id, jobs, amount, at)
      """;

  private final JdbcTemplate jdbc;
  private final Figures figures;

  ProviderTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.figures = new Figures(jdbc);
  }

  Map<WorkerId, Row> read(Collection<WorkerId> workers) {
    Map<WorkerId, Row> found = new HashMap<>();
    jdbc.query(
        READ,
        row -> {
          ProviderState state = ReadModelJson.read(row.getString("state"), ProviderState.class);
          found.put(state.workerId(), new Row(row.getLong("created"), state));
        },
        (Object) Column.of(workers, WorkerId::value));
    return found;
  }

  void upsert(Collection<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.update(
        UPSERT,
        Column.of(rows, row -> row.state().workerId().value()),
        Column.of(rows, row -> row.state().id()),
        Column.of(rows, Row::created),
        Column.of(rows, row -> row.state().qubicAddress()),
        Column.of(rows, row -> row.state().hardware().gpuModel()),
        Column.of(rows, row -> row.state().hardware().gpuVram()),
        Column.of(rows, row -> row.state().hardware().ramTotal()),
        Column.of(rows, row -> row.state().location()),
        Column.of(rows, row -> row.state().pricePerHour().micros()),
        Column.of(rows, row -> row.state().online()),
        Column.of(rows, row -> row.state().isAvailable()),
        Column.of(rows, row -> ReadModelJson.write(row.state())));
  }

  void insert(Collection<Earning> earnings) {
    if (earnings.isEmpty()) {
      return;
    }
    jdbc.update(
        INSERT_EARNINGS,
        Column.of(earnings, Earning::position),
        Column.of(earnings, earning -> earning.worker().value()),
        Column.of(earnings, earning -> earning.job() == null ? null : earning.job().value()),
        Column.of(earnings, Earning::jobs),
        Column.of(earnings, earning -> earning.amount().micros()),
        Column.of(earnings, Earning::at));
    figures.keep(earnings, this::addToDays);
  }

  private void addToDays(Collection<Earning> earnings) {
    jdbc.update(
        ADD_TO_DAYS,
        Column.of(earnings, earning -> earning.worker().value()),
        Column.of(earnings, Earning::at),
        Column.of(earnings, Earning::jobs),
        Column.of(earnings, earning -> earning.amount().micros()));
  }

  /** Keeps the prices that a valid walk may need, and deletes older ones. */
  void insertRepricings(Collection<Repricing> changes) {
    if (changes.isEmpty()) {
      return;
    }
    jdbc.update(
        INSERT_REPRICINGS,
        Column.of(changes, row -> row.workerId().value()),
        Column.of(changes, Repricing::position),
        Column.of(changes, row -> row.before().micros()));
    long newest = changes.stream().mapToLong(Repricing::position).max().orElseThrow();
    jdbc.update(FORGET_REPRICINGS, newest - ProviderOrder.LONGEST_WALK);
  }

  void insertPresence(Collection<Presence> changes) {
    figures.keep(changes, this::addToPresence);
  }

  private void addToPresence(Collection<Presence> changes) {
    jdbc.update(
        INSERT_PRESENCE,
        Column.of(changes, row -> row.workerId().value()),
        Column.of(changes, Presence::position),
        Column.of(changes, row -> row.at()),
        Column.of(changes, row -> row.online()));
  }
}
