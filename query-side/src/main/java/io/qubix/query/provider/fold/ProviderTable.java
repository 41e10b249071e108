package io.qubix.query.provider.fold;

import io.qubix.api.bounds.NameRule;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.batch.BatchInsert;
import io.qubix.query.batch.Column;
import io.qubix.query.projection.row.Figures;
import io.qubix.query.projection.row.ReadModelJson;
import io.qubix.query.provider.ProviderOrder;
import io.qubix.query.provider.history.PastProvider;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
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

  /** What a provider was like before a change of more than its jobs. */
  record Past(long position, ProviderState before) {}

  private static final String FORGET_PAST = "delete from provider_past where position < ?";

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

  private static final String READ =
      "select created, state from provider_view where worker_id = any (?::text[])";

  private static final BatchInsert<Row> PROVIDERS =
      BatchInsert.<Row>into("provider_view")
          .key("worker_id", "text", row -> row.state().workerId().value())
          .once("id", "uuid", row -> row.state().id())
          .once("created", "bigint", Row::created)
          .replacing("qubic_address", "text", row -> row.state().qubicAddress())
          .replacing("gpu_model", "text", row -> row.state().hardware().gpuModel())
          .replacing("gpu_vram", "double precision", row -> row.state().hardware().gpuVram())
          .replacing("gpu_count", "int", row -> row.state().hardware().gpuCount())
          .replacing("cpu_cores", "int", row -> row.state().hardware().cpuCores())
          .replacing("ram_total", "double precision", row -> row.state().hardware().ramTotal())
          .replacing("location", "text", row -> row.state().location())
          .replacing("serves", "jsonb", row -> ReadModelJson.write(served(row.state())))
          .replacing("labels", "jsonb", row -> ReadModelJson.write(row.state().serving().labels()))
          .replacing("price", "bigint", row -> row.state().pricePerHour().micros())
          .replacing("online", "boolean", row -> row.state().online())
          .replacing("available", "boolean", row -> row.state().isAvailable())
          .replacing("state", "jsonb", row -> ReadModelJson.write(row.state()));

  private static final BatchInsert<Earning> EARNINGS =
      BatchInsert.<Earning>into("provider_earning")
          .once("position", "bigint", Earning::position)
          .once("worker_id", "text", earning -> earning.worker().value())
          .once("job_id", "uuid", earning -> earning.job() == null ? null : earning.job().value())
          .once("jobs", "int", Earning::jobs)
          .once("amount", "bigint", earning -> earning.amount().micros())
          .once("at", "timestamptz", Earning::at);

  private static final BatchInsert<Presence> PRESENCE =
      BatchInsert.<Presence>into("provider_presence")
          .once("worker_id", "text", change -> change.workerId().value())
          .once("position", "bigint", Presence::position)
          .once("at", "timestamptz", Presence::at)
          .once("online", "boolean", Presence::online);

  private static final BatchInsert<Repricing> REPRICINGS =
      BatchInsert.<Repricing>into("provider_repricing")
          .once("worker_id", "text", change -> change.workerId().value())
          .once("position", "bigint", Repricing::position)
          .once("price_before", "bigint", change -> change.before().micros());

  private static final BatchInsert<Past> PAST =
      BatchInsert.<Past>into("provider_past")
          .once("worker_id", "text", change -> change.before().workerId().value())
          .once("position", "bigint", Past::position)
          .once("state", "jsonb", change -> ReadModelJson.write(change.before()));

  private final JdbcTemplate jdbc;
  private final Figures figures;

  ProviderTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.figures = new Figures(jdbc);
  }

  private static List<String> served(ProviderState provider) {
    return provider.serving().modelTypes().stream().map(NameRule::folded).toList();
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
    PROVIDERS.write(jdbc, rows);
  }

  void insert(Collection<Earning> earnings) {
    EARNINGS.write(jdbc, earnings);
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
    REPRICINGS.write(jdbc, changes);
    long newest = changes.stream().mapToLong(Repricing::position).max().orElseThrow();
    jdbc.update(FORGET_REPRICINGS, newest - ProviderOrder.LONGEST_WALK);
  }

  /** Keeps what the last chances may need, and deletes what is older. */
  void insertPast(Collection<Past> changes) {
    if (changes.isEmpty()) {
      return;
    }
    PAST.write(jdbc, changes);
    long newest = changes.stream().mapToLong(Past::position).max().orElseThrow();
    jdbc.update(FORGET_PAST, newest - PastProvider.LONGEST);
  }

  void insertPresence(Collection<Presence> changes) {
    figures.keep(changes, some -> PRESENCE.write(jdbc, some));
  }
}
