package io.qubix.log.seal.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The text of docs/log-format.md against what PostgreSQL does. */
class LogFormatTest {

  private static HikariDataSource pool;
  private static JdbcTemplate database;

  @BeforeAll
  static void start() {
    pool = TestDatabase.pool();
    database = new JdbcTemplate(pool);
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1E5                      | 100000
          1.50                     | 1.50
          1.0E-3                   | 0.0010
          -0.0                     | 0.0
          -0                       | 0
          {"b":1,"aa":2,"a":3}     | {"a": 3, "b": 1, "aa": 2}
          {"a":1,"a":2}            | {"a": 2}
          {"ä":1,"zz":2,"z":3}     | {"z": 3, "zz": 2, "ä": 1}
          [1,[],{}]                | [1, [], {}]
          "\\u00e9\\u001f\\u007f/" | "é\\u001f\u007f/"
          null                     | null
          true                     | true
          """)
  void jsonAsTextIsAsThePageSays(String json, String text) {
    assertThat(JsonbText.of(json)).isEqualTo(text);
    assertThat(database.queryForObject("select ?::jsonb::text", String.class, json))
        .isEqualTo(text);
  }

  @Test
  void anyJsonHasTheTextThatThePageSays() throws SQLException {
    Random random = new Random(20261124);
    List<String> documents = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder json = new StringBuilder();
      write(json, random, 4);
      documents.add(json.toString());
    }
    List<String> stored;
    try (Connection connection = pool.getConnection()) {
      java.sql.Array array = connection.createArrayOf("text", documents.toArray());
      stored =
          database.queryForList(
              "select j::jsonb::text from unnest(?) with ordinality as t (j, n) order by n",
              String.class,
              array);
    }
    for (int i = 0; i < documents.size(); i++) {
      assertThat(JsonbText.of(documents.get(i))).as(documents.get(i)).isEqualTo(stored.get(i));
    }
  }

  private static void write(StringBuilder json, Random random, int depth) {
    switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> json.append(random.nextBoolean());
      case 1 -> json.append("null");
      case 2, 3 -> number(json, random);
      case 4 -> string(json, random);
      case 5 -> {
        json.append('[');
        for (int i = random.nextInt(5); i > 0; i--) {
          write(json, random, depth - 1);
          json.append(i > 1 ? "," : "");
        }
        json.append(']');
      }
      default -> {
        json.append('{');
        for (int i = random.nextInt(6); i > 0; i--) {
          // Few different keys, so that some come twice.
          string(json, new Random(random.nextInt(12)));
          json.append(':');
          write(json, random, depth - 1);
          json.append(i > 1 ? " , " : "");
        }
        json.append('}');
      }
    }
  }

  private static void number(StringBuilder json, Random random) {
    json.append(random.nextBoolean() ? "-" : "");
    json.append(random.nextInt(3) == 0 ? "0" : Long.toString(random.nextLong(1, 1L << 50)));
    if (random.nextBoolean()) {
      json.append('.').append(random.nextInt(100_000)).append(random.nextBoolean() ? "00" : "");
    }
    if (random.nextInt(3) == 0) {
      json.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(-30, 30));
    }
  }

  private static void string(StringBuilder json, Random random) {
    json.append('"');
    for (int i = random.nextInt(8); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> json.append(String.format("\\u%04x", random.nextInt(1, 0xD800)));
        case 1 -> json.appendCodePoint(random.nextInt(0x1F300, 0x1F6FF));
        case 2 ->
            json.append(
                "\\n\\t\\\"\\\\\\/\\b\\f\\r".substring(2 * random.nextInt(8)).substring(0, 2));
        case 3 -> json.append((char) random.nextInt(0xA0, 0xD7FF));
        default -> json.append((char) random.nextInt('a', 'z'));
      }
    }
    json.append('"');
  }
}
