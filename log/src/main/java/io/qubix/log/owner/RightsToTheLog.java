package io.qubix.log.owner;

import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the program's role may do with events.
 *
 * @param changes true when it can change or delete them, or give itself the right
 */
record RightsToTheLog(String role, boolean changes) {

  private static final Logger LOG = LoggerFactory.getLogger(RightsToTheLog.class);

  static RightsToTheLog of(DataSource pool) {
    Boolean changes =
        new JdbcTemplate(pool)
            .queryForObject(
                "select coalesce(bool_or(pg_has_role(relowner, 'MEMBER') or has_table_privilege(oid,"
                    + " 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')), false) from pg_class"
                    + " where oid in (to_regclass('event'), to_regclass('block'))",
                Boolean.class);
    return new RightsToTheLog(LogOwner.role(pool), Boolean.TRUE.equals(changes));
  }

  void tell() {
    if (changes) {
      LOG.warn(
          "The database user {} can change and delete events: the seal shows it, nothing prevents"
              + " it. Name another owner of the log with qubix.store.owner.username; see"
              + " docs/security.md",
          role);
    }
  }
}
