package io.qubix.query.provider;

import io.qubix.api.provider.view.ProviderState;
import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.qubix.query.projection.row.ReadModelJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads all providers online, row by row, so that thousands of them take no memory. One reading at
 * a time serves all callers that wait for it: however many ask, a node reads with one thread.
 */
@Component
@ForQueries
public final class OnlineProviders {

  private static final int ROWS = 500;

  private static final String ONLINE =
      "select state::text from provider_view where online and not deregistered";

  /** A caller that waits for the next reading. */
  private record Call(Consumer<ProviderState> reader, CompletableFuture<Void> done) {}

  private final JdbcTemplate jdbc;
  private final TransactionTemplate reading;
  private final Positions positions;
  private final ReentrantLock turn = new ReentrantLock();
  private final List<Call> waiting = new ArrayList<>();

  OnlineProviders(
      DataSource database, PlatformTransactionManager transactions, Positions positions) {
    this.jdbc = new JdbcTemplate(database);
    jdbc.setFetchSize(ROWS);
    // Without a transaction, the driver would read all rows at once.
    this.reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
    this.positions = positions;
  }

  /**
   * Passes the providers online, as of a position after the call. It returns when all were passed.
   *
   * @throws io.qubix.api.Rejection.Unavailable when the read model is too far behind
   */
  public void forEach(Consumer<ProviderState> reader) {
    Call call = new Call(reader, new CompletableFuture<>());
    synchronized (waiting) {
      waiting.add(call);
    }
    turn.lock();
    try {
      if (!call.done().isDone()) {
        readFor(drained());
      }
    } finally {
      turn.unlock();
    }
    try {
      call.done().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private List<Call> drained() {
    synchronized (waiting) {
      List<Call> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }
  }

  private void readFor(List<Call> calls) {
    try {
      positions.await(ProviderQueries.PROJECTION);
      reading.executeWithoutResult(
          begun ->
              jdbc.query(
                  ONLINE,
                  row -> {
                    ProviderState provider =
                        ReadModelJson.read(row.getString(1), ProviderState.class);
                    calls.forEach(call -> call.reader().accept(provider));
                  }));
      calls.forEach(call -> call.done().complete(null));
    } catch (RuntimeException | Error e) {
      calls.forEach(call -> call.done().completeExceptionally(e));
    }
  }
}
