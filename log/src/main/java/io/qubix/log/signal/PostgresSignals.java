package io.qubix.log.signal;

import io.qubix.api.json.Json;
import io.qubix.runtime.thread.Phases;
import io.qubix.runtime.thread.VitalThreads;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends signals by PostgreSQL's LISTEN and NOTIFY. One thread sends and merges waiting messages,
 * because a NOTIFY in every command's transaction would put the commits in line; another thread
 * listens.
 */
@Component
final class PostgresSignals implements Signals, SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(PostgresSignals.class);
  private static final String CHANNEL = "qubix";
  private static final String IN = "signals-in";
  private static final String OUT = "signals-out";
  private static final String NOTIFY =
      "select pg_notify('" + CHANNEL + "', signal) from unnest(?::text[]) as signal";

  private static final int MAX_KEY = 300;
  private static final int MAX_VALUE = 1_000;

  /** The shortest pause between two messages to the other nodes. */
  private static final int PAUSE_MILLIS = 10;

  /** The longest time that a stop waits for the listening thread. */
  private static final int WAIT_MILLIS = 250;

  /** Silent waits after which the thread asks whether the server is still there. */
  private static final int SILENT_WAITS = 40;

  private static final int ASK_SECONDS = 2;

  /** A message as sent over the channel. */
  record Signal(UUID node, String topic, String key, String value) {}

  private record Subject(String topic, String key) {}

  private final DataSource dataSource;
  private final JsonMapper json = Json.builder().build();
  private final UUID node = UUID.randomUUID();
  private final Map<String, List<Listener>> listeners = new ConcurrentHashMap<>();

  private final Object lock = new Object();
  private final Map<Subject, String> waiting = new LinkedHashMap<>();
  private boolean running;
  private @Nullable Thread listening;

  PostgresSignals(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void send(String topic, String key, String value) {
    tell(topic, key, value);
    sendOthers(topic, key, value);
  }

  @Override
  public void sendOthers(String topic, String key, String value) {
    if (key.length() > MAX_KEY || value.length() > MAX_VALUE) {
      throw new IllegalArgumentException("A signal to " + topic + " is too long");
    }
    synchronized (lock) {
      if (running) {
        waiting.put(new Subject(topic, key), value);
        lock.notifyAll();
      }
    }
  }

  @Override
  public void listen(String topic, Listener listener) {
    listeners.computeIfAbsent(topic, t -> new CopyOnWriteArrayList<>()).add(listener);
  }

  @Override
  public void start() {
    synchronized (lock) {
      running = true;
    }
    VitalThreads.started(OUT, this::sendAll);
    listening = VitalThreads.started(IN, this::hearAll);
  }

  @Override
  public void stop() {
    synchronized (lock) {
      running = false;
      lock.notifyAll();
    }
    if (listening != null) {
      try {
        // The thread must return its connection before the pool closes.
        listening.join(4 * WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    synchronized (lock) {
      return running;
    }
  }

  @Override
  public int getPhase() {
    return Phases.LOG_WRITER;
  }

  private void tell(String topic, String key, String value) {
    for (Listener listener : listeners.getOrDefault(topic, List.of())) {
      try {
        listener.heard(key, value);
      } catch (RuntimeException e) {
        LOGGER.error("A listener to {} failed", topic, e);
      } catch (Error e) {
        VitalThreads.failed("listener to " + topic, e);
      }
    }
  }

  private void sendAll() {
    try {
      for (Map<Subject, String> batch = next(); !batch.isEmpty(); batch = next()) {
        notifyOthers(batch);
        // Under load many messages are merged in this time.
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for messages to send; returns none when the node stops. */
  private Map<Subject, String> next() throws InterruptedException {
    synchronized (lock) {
      while (running && waiting.isEmpty()) {
        lock.wait();
      }
      if (!running) {
        return Map.of();
      }
      Map<Subject, String> batch = new LinkedHashMap<>(waiting);
      waiting.clear();
      return batch;
    }
  }

  private void notifyOthers(Map<Subject, String> batch) {
    String[] signals =
        batch.entrySet().stream()
            .map(this::signal)
            .map(json::writeValueAsString)
            .toArray(String[]::new);
    try (Connection connection = dataSource.getConnection();
        PreparedStatement notify = connection.prepareStatement(NOTIFY)) {
      notify.setArray(1, connection.createArrayOf("text", signals));
      notify.execute();
    } catch (SQLException e) {
      // Signals may be lost: listeners also look by themselves from time to time.
      LOGGER.debug("{} signals were lost: {}", batch.size(), e.getMessage());
    } catch (RuntimeException | Error e) {
      VitalThreads.failed(OUT, e);
    }
  }

  private Signal signal(Map.Entry<Subject, String> waiting) {
    return new Signal(node, waiting.getKey().topic(), waiting.getKey().key(), waiting.getValue());
  }

  private void hearAll() {
    while (isRunning()) {
      try (Connection connection = dataSource.getConnection()) {
        hear(connection);
      } catch (SQLException e) {
        LOGGER.debug("The signals of other nodes cannot be heard: {}", e.getMessage());
        await();
      } catch (RuntimeException | Error e) {
        VitalThreads.failed(IN, e);
        await();
      }
    }
  }

  private void hear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      try {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        int silent = 0;
        while (isRunning()) {
          PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
          silent = heard == null || heard.length == 0 ? silent + 1 : 0;
          if (heard != null) {
            for (PGNotification notification : heard) {
              hear(notification);
            }
          }
          if (silent == SILENT_WAITS) {
            if (!connection.isValid(ASK_SECONDS)) {
              return;
            }
            silent = 0;
          }
        }
      } finally {
        if (!connection.isClosed()) {
          statement.execute("unlisten *");
        }
      }
    }
  }

  private void hear(PGNotification notification) {
    try {
      Signal signal = json.readValue(notification.getParameter(), Signal.class);
      if (!signal.node().equals(node)) {
        tell(signal.topic(), signal.key(), signal.value());
      }
    } catch (JacksonException e) {
      LOGGER.warn("On the channel {} came what is no signal of ours", CHANNEL);
    }
  }

  private void await() {
    synchronized (lock) {
      try {
        lock.wait(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
