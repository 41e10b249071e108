package io.qubix.command.key;

import io.qubix.api.key.KeyId;
import io.qubix.api.key.view.LastUses;
import io.qubix.runtime.thread.PeriodicTask;
import io.qubix.runtime.thread.Phases;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Notes when keys were used, to the minute: in memory, and once a minute in a table. It is no part
 * of the log, because a key is used with every request. A node that is killed forgets a minute.
 */
@Component
final class KeyUses implements LastUses, SmartLifecycle {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  /** Rows are locked in one order, so that nodes cannot deadlock. */
  private static final String WRITE =
      """
      insert into key_use as held (key_id, used_at)
      select * from unnest(?::text[], ?::timestamptz[]) as lately (key_id, used_at) order by 1
      on conflict (key_id) do update set used_at = excluded.used_at
       where held.used_at < excluded.used_at
      """;

  private static final String READ =
      "select key_id, used_at from key_use where key_id = any (?::text[])";

  private final JdbcTemplate jdbc;

  /** What is not in the table yet. */
  private final Map<KeyId, Instant> lately = new ConcurrentHashMap<>();

  private @Nullable PeriodicTask writing;

  KeyUses(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void used(KeyId key, Instant now) {
    lately.merge(key, now.truncatedTo(ChronoUnit.MINUTES), KeyUses::later);
  }

  @Override
  public Map<KeyId, Instant> of(Collection<KeyId> keys) {
    Map<KeyId, Instant> uses = new HashMap<>();
    jdbc.query(
        READ,
        row -> {
          uses.put(new KeyId(row.getString(1)), row.getTimestamp(2).toInstant());
        },
        (Object) keys.stream().map(KeyId::value).toArray(String[]::new));
    for (KeyId key : keys) {
      Instant use = lately.get(key);
      if (use != null) {
        uses.merge(key, use, KeyUses::later);
      }
    }
    return uses;
  }

  void write() {
    List<Map.Entry<KeyId, Instant>> uses = List.copyOf(lately.entrySet());
    if (uses.isEmpty()) {
      return;
    }
    jdbc.update(
        WRITE,
        uses.stream().map(use -> use.getKey().value()).toArray(String[]::new),
        uses.stream().map(use -> use.getValue().toString()).toArray(String[]::new));
    // A use in a later minute stays for the next time.
    uses.forEach(use -> lately.remove(use.getKey(), use.getValue()));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  @Override
  public void start() {
    writing = PeriodicTask.start("key-uses", PAUSE, PAUSE, this::write);
  }

  @Override
  public void stop() {
    PeriodicTask started = writing;
    if (started != null) {
      writing = null;
      started.stop(Duration.ofSeconds(1));
      started.run(this::write);
    }
  }

  @Override
  public boolean isRunning() {
    return writing != null;
  }

  /** Stops after the web server, so that the last uses are written. */
  @Override
  public int getPhase() {
    return Phases.LEASES;
  }
}
