package io.qubix.command.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.TestDatabase;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.provider.event.ProviderEvent;
import io.qubix.api.provider.view.ProviderState;
import io.qubix.command.bus.Commands;
import io.qubix.command.job.SettableClock;
import io.qubix.log.read.EventLog;
import io.qubix.node.RestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Providers on real nodes with a log of their own; time passes when it is told to. */
final class PresenceWorld implements AutoCloseable {

  private final String url = TestDatabase.url();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T17:00:00Z"));
  private RestNode node = another();
  private LeaseSweep sweep = sweepOf(node);
  private long nanos;

  PresenceWorld() {
    sweep.sweep();
  }

  RestNode node() {
    return node;
  }

  /** Another node on the same log, which the caller closes. */
  RestNode another() {
    RestNode another = RestNode.on(url, clock, Map.of());
    // It would sweep by a time that passes by itself.
    another.get("leaseSweeper", Repeated.class).stop();
    return another;
  }

  /** The database, whether or not the node is there. */
  JdbcTemplate jdbc() {
    return new JdbcTemplate(new DriverManagerDataSource(url));
  }

  void restart() {
    restart(() -> {});
  }

  void restart(Runnable meanwhile) {
    node.close();
    meanwhile.run();
    node = another();
    sweep = sweepOf(node);
    sweep.sweep();
  }

  private LeaseSweep sweepOf(RestNode node) {
    DataSource pool = node.get(DataSource.class);
    LeaseTable table = new LeaseTable(new JdbcTemplate(pool));
    return new LeaseSweep(
        LeaseTerms.DEFAULT,
        table,
        node.get(Leases.class),
        new TransactionTemplate(new JdbcTransactionManager(pool)),
        node.get(Commands.class),
        clock,
        () -> nanos);
  }

  void register(WorkerId worker) {
    register(worker, 1);
  }

  void register(WorkerId worker, int slots) {
    post(
        node,
        "register",
        "{'workerId': '%s', 'qubicAddress': 'OWNER', 'pricePerHour': 1, 'slots': %s}"
            .formatted(worker.value(), slots));
  }

  void goOffline(WorkerId worker) {
    post(node, worker.value() + "/heartbeat", "{'status': 'offline'}");
  }

  void heartbeat(WorkerId worker) {
    heartbeat(node, worker);
  }

  void heartbeat(RestNode node, WorkerId worker) {
    post(node, worker.value() + "/heartbeat", "{}");
  }

  private static void post(RestNode node, String path, String body) {
    assertThat(node.post("/api/providers/" + path, body).status()).isEqualTo(200);
  }

  void sweep() {
    sweep.sweep();
  }

  /** Time passes, with the sweeps that belong to it, once the log so far has been noticed. */
  void pass(Duration time) {
    Duration most = LeaseTerms.DEFAULT.sweepEvery();
    for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(most)) {
      skip(left.compareTo(most) < 0 ? left : most);
      sweep.sweep();
    }
    awaitLeases();
  }

  /** Time passes without a sweep at its end. */
  void skip(Duration time) {
    node.get(Leases.class).write();
    awaitLeases();
    clock.advance(time);
    nanos += time.toNanos();
  }

  /** Every event of these tests is one that leases follow. */
  private void awaitLeases() {
    long head = node.get(EventLog.class).head();
    await()
        .until(
            () ->
                jdbc()
                        .queryForObject(
                            "select position from follower where name = ?",
                            Long.class,
                            LeaseConfiguration.LEASES)
                    >= head);
  }

  boolean isOnline(WorkerId worker) {
    return node.get(EventStore.class)
        .readEvents(worker.toString())
        .asStream()
        .map(EventMessage::getPayload)
        .map(ProviderEvent.class::cast)
        .reduce(null, ProviderState::after, (first, second) -> second)
        .online();
  }

  @Override
  public void close() {
    node.close();
  }
}
