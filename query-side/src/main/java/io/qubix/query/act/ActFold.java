package io.qubix.query.act;

import io.qubix.api.act.Act;
import io.qubix.api.caller.Caller;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.KeyEvent;
import io.qubix.api.key.KeyId;
import io.qubix.query.batch.BatchInsert;
import io.qubix.query.batch.Column;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.row.ReadModelJson;
import io.qubix.query.projection.row.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Folds events into keys and acts. Of most events it reads the metadata alone, which say who caused
 * them.
 */
final class ActFold implements Fold {

  private record Key(long position, ApiKey key) {}

  private record Done(long position, Instant at, String type, String stream, Caller caller) {}

  private static final String READ =
      "select position, key from key_view where id = any (?::text[])";

  private static final BatchInsert<Key> KEYS =
      BatchInsert.<Key>into("key_view")
          .key("position", "bigint", Key::position)
          .once("id", "text", row -> row.key().id().value())
          .once("role", "text", row -> row.key().terms().role())
          .once("subject", "text", row -> row.key().terms().subject())
          .once("issuer_role", "text", row -> row.key().issued().issuer().role())
          .once("issuer_subject", "text", row -> row.key().issued().issuer().subject())
          .replacing("key", "jsonb", row -> ReadModelJson.write(row.key()));

  private static final BatchInsert<Done> ACTS =
      BatchInsert.<Done>into("act")
          .key("position", "bigint", Done::position)
          .once("at", "timestamptz", Done::at)
          .once("type", "text", Done::type)
          .once("stream", "text", Done::stream)
          .once("key_id", "text", act -> act.caller().keyId())
          .once("caller", "jsonb", act -> ReadModelJson.write(act.caller()));

  private final JdbcTemplate jdbc;
  private final Rows<KeyId, Key> keys;
  private final List<Done> acts = new ArrayList<>();

  ActFold(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.keys = new Rows<>(this::read);
  }

  /** An event of any type may be an operator's act; only these are parsed for it. */
  @Override
  public boolean reads(Class<?> eventType) {
    return Act.class.isAssignableFrom(eventType);
  }

  @Override
  public void apply(LoggedEvent event) {
    KeyEvent ofKey = event.as(KeyEvent.class);
    Act act = event.as(Act.class);
    Caller sender = Caller.in(event.message().getMetaData());
    if (ofKey != null) {
      Key before = keys.get(ofKey.key());
      ApiKey after = ApiKey.after(before == null ? null : before.key(), ofKey);
      if (after != null) {
        keys.put(
            ofKey.key(), new Key(before == null ? event.position() : before.position(), after));
      }
    }
    if (act != null && act.countsAsAct() || Act.isEachOf(sender)) {
      acts.add(
          new Done(
              event.position(),
              act == null ? event.message().getTimestamp() : act.at(),
              event.message().getPayloadType().getSimpleName(),
              event.stream(),
              ofKey == null ? sender : ofKey.by()));
    }
  }

  @Override
  public void flush() {
    KEYS.write(jdbc, keys.changed());
    keys.written();
    ACTS.write(jdbc, acts);
    acts.clear();
  }

  @Override
  public void forget() {
    keys.forget();
    acts.clear();
  }

  private Map<KeyId, Key> read(Collection<KeyId> ids) {
    Map<KeyId, Key> found = new HashMap<>();
    jdbc.query(
        READ,
        row -> {
          ApiKey key = ReadModelJson.read(row.getString("key"), ApiKey.class);
          found.put(key.id(), new Key(row.getLong("position"), key));
        },
        (Object) Column.of(ids, KeyId::value));
    return found;
  }
}
