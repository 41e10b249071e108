package io.qubix.app.security.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of signed-in browsers, which all nodes share. Cookies and secrets are hashed. */
@Component
public class SessionRows {

  private final JdbcClient store;

  public SessionRows(JdbcClient store) {
    this.store = store;
  }

  /**
   * A browser that is signed in.
   *
   * @param keyId of the key it was opened with, or null for {@code qubix.token}
   * @param secret the hash of that key
   */
  record Row(@Nullable String keyId, byte[] secret) {}

  /** Adds a session, and removes those that have ended. */
  void open(byte[] id, Row row, Instant now, Instant end) {
    store.sql("delete from console_session where ends_at <= ?").param(at(now)).update();
    store
        .sql("insert into console_session (id, key_id, secret, ends_at) values (?, ?, ?, ?)")
        .params(id, row.keyId(), row.secret(), at(end))
        .update();
  }

  Optional<Row> find(byte[] id, Instant now) {
    return store
        .sql("select key_id, secret from console_session where id = ? and ends_at > ?")
        .params(id, at(now))
        .query((row, number) -> new Row(row.getString("key_id"), row.getBytes("secret")))
        .optional();
  }

  void close(byte[] id) {
    store.sql("delete from console_session where id = ?").param(id).update();
  }

  /** Ends all sessions that were opened with the same key as this one. */
  void closeAll(byte[] id) {
    store
        .sql(
            "delete from console_session"
                + " where secret = (select secret from console_session where id = ?)")
        .param(id)
        .update();
  }

  private static Object at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
