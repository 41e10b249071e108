package io.qubix.log.owner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The role that owns the log. It migrates, and then gives the program's role all other tables: that
 * role can append to the log, and cannot change what is in it.
 */
public final class LogOwner {

  private final DataSource dataSource;

  LogOwner(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  DataSource dataSource() {
    return dataSource;
  }

  /**
   * @param program the pool of the program, which names its role
   */
  void handOverTo(DataSource program) {
    String role = role(program);
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    try {
      new TransactionTemplate(new DataSourceTransactionManager(dataSource))
          .executeWithoutResult(
              status -> {
                jdbc.queryForObject(
                    "select set_config('qubix.program', ?, true)", String.class, role);
                jdbc.execute(script());
              });
    } catch (DataAccessException e) {
      throw new FailureAnalyzedException(
          "The owner of the log cannot hand the other tables over to "
              + role
              + ": "
              + Objects.requireNonNullElse(e.getMostSpecificCause().getMessage(), ""),
          "As a superuser: grant \""
              + role
              + "\" to \""
              + role(dataSource)
              + "\"; and let the"
              + " latter own the database.",
          e);
    }
  }

  static String role(DataSource dataSource) {
    return Objects.requireNonNull(
        new JdbcTemplate(dataSource).queryForObject("select current_user", String.class));
  }

  private static String script() {
    try {
      return new ClassPathResource("hand-over.sql", LogOwner.class)
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
