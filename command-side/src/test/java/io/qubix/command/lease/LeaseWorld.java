package io.qubix.command.lease;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.command.MarkOffline;
import io.qubix.command.job.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Leases on a database of their own; time passes when it is told to. */
final class LeaseWorld implements AutoCloseable {

  final HikariDataSource pool = TestDatabase.pool();
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T17:00:00Z"));
  final RecordedCommands commands = new RecordedCommands();
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final LeaseTable table = new LeaseTable(jdbc);
  final LeaseTerms terms;
  final Leases leases;
  final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
  private long nanos;
  private LeaseSweep sweep;

  LeaseWorld() {
    this(LeaseTerms.DEFAULT);
  }

  LeaseWorld(LeaseTerms terms) {
    this.terms = terms;
    leases = otherNode();
    Flyway.configure()
        .dataSource(pool)
        .locations("classpath:db/log", "classpath:db/command")
        .load()
        .migrate();
    sweep = node();
  }

  /** The sweep of a node that was just started. */
  LeaseSweep node() {
    return new LeaseSweep(terms, table, leases, transaction, commands, clock, () -> nanos);
  }

  /** What another node hears. */
  Leases otherNode() {
    return new Leases(table, terms, clock);
  }

  void restart() {
    sweep = node();
  }

  WorkerId online(String name) {
    WorkerId worker = new WorkerId(name);
    table.set(worker, UUID.nameUUIDFromBytes(name.getBytes()), true, clock.instant(), 0);
    return worker;
  }

  /** Lets time pass without a sweep. */
  void pass(double seconds) {
    Duration time = Duration.ofMillis(Math.round(seconds * 1000));
    clock.advance(time);
    nanos += time.toNanos();
  }

  /** Sets the clock. */
  void setClock(Duration by) {
    clock.advance(by);
  }

  /** Time passes, and a worker is heard three times a lease. */
  void beatFor(WorkerId worker, double seconds) {
    double third = terms.length().toMillis() / 3000.0;
    for (double left = seconds; left > 0; left -= third) {
      leases.heard(worker);
      sweepFor(Math.min(left, third));
    }
  }

  /** Time passes, with sweeps as often as there should be, and one at its end. */
  void sweepFor(double seconds) {
    sweep.sweep();
    double left = seconds;
    while (left > 0) {
      double step = Math.min(left, terms.sweepEvery().toMillis() / 1000.0);
      pass(step);
      sweep.sweep();
      left -= step;
    }
  }

  void sweep() {
    sweep.sweep();
  }

  List<WorkerId> lost() {
    return commands.sent.stream().map(command -> ((MarkOffline) command).workerId()).toList();
  }

  @Override
  public void close() {
    pool.close();
  }
}
