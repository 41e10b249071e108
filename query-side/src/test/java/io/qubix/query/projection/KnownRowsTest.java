package io.qubix.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The rows of each read model after a fixed story, with its version. Other rows need another
 * version, because otherwise databases keep the old ones.
 */
class KnownRowsTest {

  /** Whether a count of 0 has a row depends on where a batch ended. */
  private static final Pattern NOTHING_COUNTED =
      Pattern.compile("\\{\"jobs\": 0, \"since\": 0, \"status\"");

  private static final Pattern TABLE = Pattern.compile("create table (\\w+)");

  private static QueryNode node;
  private static JdbcTemplate inUtc;
  private static final Map<String, String> NAMES = new TreeMap<>();

  @BeforeAll
  static void tellTheStory() {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    node = cluster.start();
    Story story = new Story(cluster.log);
    Story.Provider cheap = story.registered("cheap", "OWNER", "1.5");
    Story.Provider dear = story.registered("dear", "OWNER", "9");
    List<JobId> jobs = new ArrayList<>();
    jobs.add(story.done("USER", cheap, Duration.ofMinutes(20)));
    jobs.add(story.done("OTHER", dear, Duration.ofSeconds(1)));
    JobId failed = story.created("USER", "model");
    story.assigned(failed, 1, cheap);
    story.started(failed, 1, cheap);
    story.progressed(failed, 1, cheap, 50);
    story.failed(failed, 1, cheap, "Out of memory");
    jobs.add(failed);
    JobId running = story.created("USER", "other");
    story.assigned(running, 1, dear);
    jobs.add(running);
    JobId waiting = story.labelled("NEW", Map.of("team", "vision"));
    jobs.add(waiting);
    story.changed(cheap, "Bern", Money.of("2"));
    story.wentOffline(cheap);
    story.renamed("USER", "ursula");
    JobId repeated = story.repeated("NEW", waiting);
    story.keyIssuedAndRevoked("k3yOfUser000", "USER");
    story.marketPaused();
    node.get(Positions.class).await("job", "provider", "user", "ledger", "act");
    inUtc = new JdbcTemplate(new SingleConnectionDataSource(cluster.url, true));
    inUtc.execute("set time zone 'UTC'");
    jobs.forEach(job -> name(job.value(), "job"));
    node.jdbc()
        .queryForList("select id from ledger_transaction order by position", UUID.class)
        .forEach(id -> name(id, "transaction"));
    name(repeated.value(), "job");
  }

  private static void name(UUID id, String what) {
    NAMES.put(id.toString(), what + "-" + (NAMES.size() + 1));
  }

  @AfterAll
  static void stop() {
    ((SingleConnectionDataSource) inUtc.getDataSource()).destroy();
    node.close();
  }

  static List<Projection> projections() {
    return node.all(Projection.class);
  }

  @ParameterizedTest
  @MethodSource("projections")
  void otherRowsOrTables_areAnotherVersion(Projection projection) throws IOException {
    String name = projection.name();
    String definition =
        new ClassPathResource("db/readmodel/" + name + ".sql")
            .getContentAsString(StandardCharsets.UTF_8);
    List<String> lines =
        Stream.of(
                Stream.of("version " + projection.version()),
                definition
                    .lines()
                    .filter(line -> !line.isBlank() && !line.strip().startsWith("--")),
                TABLE.matcher(definition).results().flatMap(table -> rows(table.group(1))))
            .flatMap(part -> part)
            .toList();
    Files.write(Path.of("target", name + ".txt"), lines);

    assertThat(lines)
        .as(
            "Raise the shape of %s when its tables or the contents of a row changed, or its rule when"
                + " the same events lead to other rows; then copy target/%s.txt to"
                + " src/test/resources/readmodel",
            name, name)
        .isEqualTo(
            new ClassPathResource("readmodel/" + name + ".txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .toList());
  }

  private static Stream<String> rows(String table) {
    JdbcTemplate jdbc = node.jdbc();
    return jdbc.queryForList("select to_jsonb(t)::text from " + table + " t", String.class).stream()
        .filter(row -> !NOTHING_COUNTED.matcher(row).find())
        .map(KnownRowsTest::withNames)
        .map(row -> table + " " + row)
        .sorted();
  }

  private static String withNames(String row) {
    String named = row;
    for (Map.Entry<String, String> each : NAMES.entrySet()) {
      named = named.replace(each.getKey(), each.getValue());
    }
    return named;
  }
}
