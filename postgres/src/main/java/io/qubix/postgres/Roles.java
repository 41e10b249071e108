package io.qubix.postgres;

import io.qubix.runtime.store.OwnerAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.springframework.core.io.ClassPathResource;

/**
 * The two roles that use the database, neither a superuser. Each start gives them new passwords,
 * which are in memory only.
 *
 * @param password of the program's role
 */
record Roles(OwnerAccess owner, String password) {

  static final String PROGRAM = "qubix_program";
  private static final String OWNER = "qubix_owner";

  /**
   * Makes the database and the roles where they are missing. A database of an earlier release,
   * where all belonged to the superuser, is brought over.
   *
   * @param superuserPassword of {@link Cluster#USER}
   */
  static Roles made(int port, String superuserPassword, String database)
      throws SQLException, IOException {
    Roles roles = new Roles(new OwnerAccess(OWNER, random()), random());
    try (Connection server = connect(port, "postgres", superuserPassword);
        Statement statement = server.createStatement()) {
      createIfMissing(statement, database);
    }
    try (Connection connection = connect(port, database, superuserPassword);
        Statement statement = connection.createStatement()) {
      statement.execute(
          new ClassPathResource("roles.sql", Roles.class)
              .getContentAsString(StandardCharsets.UTF_8));
      statement.execute("alter role " + OWNER + " password '" + roles.owner().password() + "'");
      statement.execute("alter role " + PROGRAM + " password '" + roles.password() + "'");
    }
    return roles;
  }

  private static void createIfMissing(Statement statement, String database) throws SQLException {
    try (ResultSet found =
        statement.executeQuery("select 1 from pg_database where datname = '" + database + "'")) {
      if (found.next()) {
        return;
      }
    }
    statement.execute("create database " + database);
  }

  private static Connection connect(int port, String database, String password)
      throws SQLException {
    return DriverManager.getConnection(url(port, database), Cluster.USER, password);
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Returns 32 characters, none of which SQL would have to quote. */
  static String random() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().encodeToString(random);
  }
}
