package io.qubix.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The scripts of the log and those of the command side are one history, in one table. */
class CommandSideSchemaTest {

  /** The checksums that databases of released versions have stored. */
  private static final Map<String, Integer> RELEASED =
      Map.of(
          "1", 256_011_655,
          "2", -1_267_950_040,
          "10", 814_782_519,
          "11", 1_723_874_594,
          "12", -805_233_225,
          "13", -1_310_296_681,
          "14", 661_601_040,
          "15", 601_365_167,
          "16", 1_994_693_832,
          "17", 807_480_266);

  @Test
  void aDatabaseOfAnyReleasedVersionHasTheSameHistory() throws Exception {
    Map<String, Integer> history = new HashMap<>();
    try (HikariDataSource database = TestDatabase.pool()) {
      new CommandSide().commandSideSchema(database, null).afterPropertiesSet();
      new JdbcTemplate(database)
          .query(
              "select version, checksum from flyway_command where type = 'SQL'",
              row -> {
                history.put(row.getString("version"), row.getInt("checksum"));
              });
    }
    assertThat(history).containsAllEntriesOf(RELEASED);
  }
}
