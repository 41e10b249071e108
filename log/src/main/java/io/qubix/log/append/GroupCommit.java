package io.qubix.log.append;

import io.qubix.api.Rejection;
import io.qubix.runtime.store.StoreFailure;
import io.qubix.runtime.thread.Phases;
import io.qubix.runtime.thread.VitalThreads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The one writer of this node: commands that finish while it writes go into the next group, one
 * transaction and one block. It waits for no clock: on an idle machine a single command is written
 * at once. Each command gets its own answer, after its events are durable.
 */
public final class GroupCommit implements SmartLifecycle {

  /**
   * Takes the advisory lock that a writer holds until its commit, so that commits stand in line.
   */
  public static final String LOCK = "select pg_advisory_xact_lock(" + 0x7175_6269_786cL + ")";

  private static final Logger LOGGER = LoggerFactory.getLogger(GroupCommit.class);

  private static final String WRITER = "log-writer";
  private static final int MAX_GROUP = 256;

  /**
   * As many commands share the cost of a block well; the others can finish while these are written.
   */
  private static final int ENOUGH = 32;

  private static final int MAX_GROUP_BYTES = 4_000_000;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final long LOOK_UP_AGAIN_NANOS = 20_000_000;

  /** A wait for the lock that PostgreSQL itself gives up leaves no doubt about the outcome. */
  private static final String APPEND =
      "select set_config('lock_timeout', ?, true), append_block(?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final String PATIENCE = "select set_config('lock_timeout', ?, true)";

  private static final String FIND =
      "select position from event where stream = ? and sequence = ? and event_id = ?";

  private final DataSource dataSource;
  private final Committed committed;
  private final AppendQueue waiting;

  /** Wakes the callers of a group while the next one is written. */
  private final Executor answers = VitalThreads.pool("log-answers", 1);

  private final Duration wait;
  private @Nullable Connection connection;

  /**
   * The last group, whose callers still wait while a full group is being prepared: woken at once,
   * they would take the cores from the writer.
   */
  private @Nullable List<Append> durable;

  private volatile @Nullable Thread thread;

  /** Hears of each durable group. */
  public interface Committed {

    /**
     * @param last the position of the last event
     * @param idle whether no command is waiting
     */
    void hear(List<EventRow> events, long last, boolean idle);
  }

  /**
   * @param committed hears of each group, on the writer's thread
   * @param waiting the queue; a command that finds no room is refused and may be repeated
   * @param wait how long a command waits for its events to be durable before it fails
   */
  GroupCommit(DataSource dataSource, Committed committed, AppendQueue waiting, Duration wait) {
    this.dataSource = dataSource;
    this.committed = committed;
    this.waiting = waiting;
    this.wait = wait;
  }

  /**
   * Returns when the events are durable.
   *
   * @throws Rejection.Unavailable when the queue is full, or the store is away
   * @throws AppendRefused when PostgreSQL refused these events
   */
  public void append(List<EventRow> rows) {
    Append append = Append.of(rows);
    if (!isAlive() || !waiting.offer(append)) {
      throw new Rejection.Unavailable("Too much is being written; please try again", RETRY_AFTER);
    }
    try {
      append.done().get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known ? known : new CompletionException(e);
    } catch (java.util.concurrent.TimeoutException e) {
      if (waiting.remove(append)) {
        throw new Rejection.Unavailable("The store is too slow; please try again", RETRY_AFTER);
      }
      throw unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  /** Returns the number of commands that wait to be written. */
  int waiting() {
    return waiting.size();
  }

  /** Returns the size of the commands that wait to be written, in bytes. */
  long waitingBytes() {
    return waiting.bytes();
  }

  private boolean isAlive() {
    Thread writer = thread;
    return writer != null && writer.isAlive();
  }

  @Override
  public void start() {
    Thread writer = VitalThreads.thread(WRITER, this::run);
    thread = writer;
    writer.start();
  }

  @Override
  public void stop() {
    Thread writer = thread;
    thread = null;
    if (writer != null) {
      writer.interrupt();
      try {
        writer.join(wait.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return Phases.LOG_WRITER;
  }

  private void run() {
    try {
      while (thread != null || !waiting.isEmpty()) {
        List<Append> group = new ArrayList<>();
        try {
          writeNext(group);
        } catch (Error e) {
          // The outcome is unknown for the callers that have no answer yet.
          group.forEach(append -> append.failed(unavailable()));
          VitalThreads.failed(WRITER, e);
          disconnect();
        }
      }
    } finally {
      answerTheRest();
      disconnect();
    }
  }

  private void writeNext(List<Append> group) {
    try {
      group.add(first());
      gather();
      fill(group);
    } catch (InterruptedException e) {
      // The node is stopping: the commands in the queue are still written.
      fill(group);
    }
    if (!group.isEmpty()) {
      write(group);
    }
  }

  /** Answers all waiting callers, however the writer ended. */
  private void answerTheRest() {
    answerDurable();
    for (Append append = waiting.poll(); append != null; append = waiting.poll()) {
      append.failed(unavailable());
    }
  }

  private Append first() throws InterruptedException {
    Append first = waiting.poll();
    if (first == null) {
      answerDurable();
      first = waiting.take();
    }
    return first;
  }

  /**
   * Yields the processor as long as that brings more commands: on a busy machine they are about to
   * finish, on an idle one there are none.
   */
  private void gather() {
    int before = -1;
    while (waiting.size() > before && waiting.size() < ENOUGH) {
      before = waiting.size();
      Thread.yield();
    }
  }

  private void fill(List<Append> group) {
    long bytes = 0;
    for (Append append : group) {
      bytes += append.bytes();
    }
    while (group.size() < MAX_GROUP && bytes < MAX_GROUP_BYTES) {
      Append next = waiting.poll();
      if (next == null) {
        return;
      }
      group.add(next);
      bytes += next.bytes();
    }
  }

  /** Writes a group. If PostgreSQL refuses it, writes its halves, until the culprits are alone. */
  private void write(List<Append> group) {
    List<EventRow> rows = new ArrayList<>(group.size() * 2);
    group.forEach(append -> rows.addAll(append.rows()));
    try {
      long last = insert(rows);
      answered(group, rows, last);
    } catch (SQLException e) {
      failed(group, rows, e);
    } catch (RuntimeException e) {
      answerDurable();
      LOGGER.error("A group of {} commands could not be written", group.size(), e);
      group.forEach(append -> append.done().completeExceptionally(e));
    }
  }

  private void answered(List<Append> group, List<EventRow> rows, long last) {
    // The readers come first: an answered caller may ask for what they have read.
    boolean idle = waiting.isEmpty();
    tell(rows, last, idle);
    // No group waits for these answers, or waking the other thread would cost as much.
    if (idle || group.size() == 1) {
      answer(group);
    } else {
      durable = group;
      if (waiting.size() < ENOUGH) {
        answerDurable();
      }
    }
  }

  /** Tells the readers; their failure must not fail a committed command. */
  private void tell(List<EventRow> rows, long last, boolean idle) {
    try {
      committed.hear(rows, last, idle);
    } catch (RuntimeException | Error e) {
      VitalThreads.failed(WRITER, e);
    }
  }

  /** Answers on another thread, so that the next group does not wait. */
  private void answerDurable() {
    List<Append> group = durable;
    if (group != null) {
      durable = null;
      answers.execute(() -> answer(group));
    }
  }

  private static void answer(List<Append> group) {
    group.forEach(append -> append.done().complete(null));
  }

  private void failed(List<Append> group, List<EventRow> rows, SQLException failure) {
    answerDurable();
    StoreFailure meaning = StoreFailure.of(failure).orElse(StoreFailure.OURS);
    if (meaning.isAway()) {
      // Without a connection nothing was sent.
      boolean inDoubt = disconnect() && meaning.leavesDoubt();
      Long last = inDoubt ? lookUp(rows) : null;
      if (last != null) {
        answered(group, rows, last);
        return;
      }
      LOGGER.warn("The log cannot be written", failure);
      group.forEach(append -> append.done().completeExceptionally(unavailable()));
    } else if (group.size() == 1) {
      group.get(0).done().completeExceptionally(new AppendRefused(failure));
    } else {
      int half = group.size() / 2;
      write(new ArrayList<>(group.subList(0, half)));
      write(new ArrayList<>(group.subList(half, group.size())));
    }
  }

  private static Rejection.Unavailable unavailable() {
    return new Rejection.Unavailable("The store is away; please try again", RETRY_AFTER);
  }

  private long insert(List<EventRow> rows) throws SQLException {
    Connection open = connected();
    try (PreparedStatement append = open.prepareStatement(APPEND)) {
      append.setString(1, Long.toString(wait.toMillis()));
      // Arrays of these types are sent in binary, arrays of objects as escaped text.
      append.setArray(2, open.createArrayOf("text", texts(rows, EventRow::stream)));
      append.setArray(3, open.createArrayOf("int8", column(rows, EventRow::sequence, Long[]::new)));
      append.setArray(4, open.createArrayOf("text", texts(rows, EventRow::streamType)));
      append.setArray(5, open.createArrayOf("uuid", column(rows, EventRow::eventId, UUID[]::new)));
      append.setArray(6, open.createArrayOf("text", texts(rows, EventRow::type)));
      append.setArray(7, open.createArrayOf("text", texts(rows, EventRow::revision)));
      append.setArray(8, open.createArrayOf("int8", column(rows, EventRow::micros, Long[]::new)));
      append.setArray(9, open.createArrayOf("text", texts(rows, EventRow::payload)));
      append.setArray(10, open.createArrayOf("text", texts(rows, EventRow::metadata)));
      answerDurable();
      try (ResultSet last = append.executeQuery()) {
        last.next();
        return last.getLong(2);
      }
    }
  }

  private static @Nullable String[] texts(
      List<EventRow> rows, Function<EventRow, @Nullable String> field) {
    return column(rows, field, String[]::new);
  }

  private static <T> @Nullable T[] column(
      List<EventRow> rows, Function<EventRow, @Nullable T> field, IntFunction<T[]> array) {
    return rows.stream().map(field).toArray(array);
  }

  /**
   * Returns the position of a group whose commit was not answered, or null when it is not in the
   * log. The lock waits until the transaction in doubt has ended.
   */
  private @Nullable Long lookUp(List<EventRow> rows) {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      try {
        return find(rows);
      } catch (SQLException e) {
        // One failure has often broken several connections of the pool.
        if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
          return null;
        }
        LockSupport.parkNanos(LOOK_UP_AGAIN_NANOS);
      }
    }
  }

  private @Nullable Long find(List<EventRow> rows) throws SQLException {
    EventRow last = rows.get(rows.size() - 1);
    try (Connection fresh = dataSource.getConnection();
        PreparedStatement patience = fresh.prepareStatement(PATIENCE);
        PreparedStatement lock = fresh.prepareStatement(LOCK);
        PreparedStatement find = fresh.prepareStatement(FIND)) {
      bound(fresh);
      fresh.setAutoCommit(false);
      try {
        patience.setString(1, Long.toString(wait.toMillis()));
        patience.execute();
        lock.execute();
        find.setString(1, last.stream());
        find.setLong(2, last.sequence());
        find.setObject(3, last.eventId());
        try (ResultSet found = find.executeQuery()) {
          return found.next() ? found.getLong(1) : null;
        }
      } finally {
        fresh.rollback();
        fresh.setAutoCommit(true);
      }
    }
  }

  /** Returns the writer's own connection, which stays open because the writer rarely rests. */
  private Connection connected() throws SQLException {
    if (connection == null) {
      connection = dataSource.getConnection();
      bound(connection);
    }
    return connection;
  }

  /** Bounds the wait for a server that vanished without a word. */
  private void bound(Connection open) throws SQLException {
    // Longer than PostgreSQL's own limit for the lock, which then comes first.
    open.setNetworkTimeout(Runnable::run, (int) (2 * wait.toMillis()));
  }

  /** Closes the connection. Returns whether there was one. */
  private boolean disconnect() {
    if (connection == null) {
      return false;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      LOGGER.debug("The writer's connection was broken: {}", e.getMessage());
    }
    connection = null;
    return true;
  }
}
