package io.qubix.query.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.api.job.JobId;
import io.qubix.api.job.view.LabelledJobs;
import io.qubix.api.request.Label;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.Cursor;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Jobs are found by the labels that their consumers gave them. */
class JobLabelsTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  @Test
  void aJobShowsItsLabels_andIsFoundByEachOfThem() {
    JobId both = story.labelled("SHOWN", Map.of("team", "vision", "run", "a=b c"));
    JobId one = story.labelled("SHOWN", Map.of("team", "vision"));
    JobId none = story.created("SHOWN", "model");

    assertThat(node.get("/api/jobs/" + both.value()).body().path("labels").toString())
        .isEqualTo("{\"run\":\"a=b c\",\"team\":\"vision\"}");
    assertThat(node.get("/api/jobs/" + none.value()).body().path("labels").toString())
        .isEqualTo("{}");
    assertThat(ids("label=team%3Dvision&qubicAddress=SHOWN")).containsExactly(id(one), id(both));
    assertThat(ids("label=run%3Da%3Db%20c")).containsExactly(id(both));
    assertThat(ids("label=team%3Dvision&status=completed")).isEmpty();
    assertThat(ids("label=team%3DVision")).isEmpty();
    assertThat(ids("label=vision%3Dteam")).isEmpty();
  }

  @Test
  void whatIsNoLabel_isRefusedByName() {
    for (String bad : List.of("team", "%3Dvision", "team%3Da%00b", "t".repeat(64) + "%3Dv")) {
      QueryNode.Answer answer = node.get("/api/jobs?label=" + bad);
      assertThat(answer.status()).as(bad).isEqualTo(400);
      assertThat(answer.body().path("errors").findValuesAsString("field")).containsExactly("label");
    }
  }

  @Test
  void aWalkByLabel_seesEveryJobOnce_whileJobsComeAndEnd() {
    List<JobId> there = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      there.add(0, story.labelled("WALK", Map.of("walk", "1", "n", "" + i)));
      story.labelled("WALK", Map.of("walk", "2"));
    }
    List<String> seen = new ArrayList<>();
    for (String next = ""; next != null; ) {
      QueryNode.Answer page = node.get("/api/jobs?label=walk%3D1&limit=2" + next);
      seen.addAll(
          page.body().findValuesAsString("id").stream().filter(id -> !seen.contains(id)).toList());
      next =
          page.body().path("next").isNull()
              ? null
              : "&before=" + page.body().path("next").asString();
      story.cancelled(there.get(seen.size() % there.size()));
      story.labelled("WALK", Map.of("walk", "1"));
    }
    assertThat(seen).containsExactlyElementsOf(there.stream().map(JobLabelsTest::id).toList());
  }

  @Test
  void openJobsOfALabel_areThoseOfItsConsumerThatAreNotOver_inParts() {
    Story.Provider provider = story.registered("labels-1", "OWNER", "1");
    List<JobId> jobs = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      jobs.add(story.labelled("OPEN", Map.of("batch", "7")));
    }
    story.labelled("OTHER", Map.of("batch", "7"));
    story.assigned(jobs.get(0), 1, provider);
    story.cancelled(jobs.get(1));
    assertThat(open("OPEN", 0, 100).jobs())
        .containsExactly(jobs.get(0), jobs.get(2), jobs.get(3), jobs.get(4));
    story.completed(jobs.get(0), 1, "OPEN", provider, Duration.ofSeconds(1));

    LabelledJobs.Part first = open("OPEN", 0, 2);
    assertThat(first.jobs()).containsExactly(jobs.get(2), jobs.get(3));
    assertThat(open("OPEN", first.last(), 2).jobs()).containsExactly(jobs.get(4));
    assertThat(open("NONE", 0, 2).jobs()).isEmpty();
  }

  /** A label of every job, and one of few among many, from the first page and from the middle. */
  @Test
  void aLabel_isReadAlongItsIndex_howeverManyJobsHaveIt() {
    JdbcTemplate jdbc = node.jdbc();
    story.labelled("MANY", Map.of("seed", "1"));
    node.get("/api/jobs?label=seed%3D1");
    jdbc.update(
        """
        insert into job_view (id, created, qubic_address, model_type, status, view, created_at)
        select gen_random_uuid(), 1000000 + n, qubic_address, model_type, status, view, created_at
        from generate_series(1, 20000) as n, (select * from job_view limit 1) as one
        """);
    jdbc.update(
        """
        insert into job_label (label, created, qubic_address, open)
        select label, 1000000 + n, 'MANY', n > 19990
        from generate_series(1, 20000) as n, (values ('all=1'), ('few=1')) as given (label)
        where label = 'all=1' or n % 4000 = 0
        """);
    jdbc.execute("analyze job_view");
    jdbc.execute("analyze job_label");
    long before = rowsRead();

    assertThat(found("all", null)).hasSize(100);
    assertThat(found("all", 1_010_000L)).hasSize(100);
    assertThat(found("few", null)).hasSize(5);
    assertThat(found("few", 1_010_000L)).hasSize(2);
    assertThat(
            node.get(LabelledJobs.class)
                .open(new QubicAddress("MANY"), new Label("all", "1"), 0, 100)
                .jobs())
        .hasSize(10);

    // Keys and whole rows of two hundred jobs and of a few, from tables of 20,000.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(rowsRead() - before).isBetween(400L, 3_000L));
    jdbc.update("delete from job_label where created > 1000000");
    jdbc.update("delete from job_view where created > 1000000");
  }

  private static List<?> found(String label, @Nullable Long before) {
    return node.get(
            "/api/jobs?limit=100&label="
                + label
                + "%3D1"
                + (before == null ? "" : "&before=" + Cursor.of(JobSearch.CURSOR, before)))
        .body()
        .path("jobs")
        .valueStream()
        .toList();
  }

  private static long rowsRead() {
    return node.jdbc()
        .queryForObject(
            """
            select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))
            from pg_stat_user_tables where relname in ('job_view', 'job_label')
            """,
            Long.class);
  }

  private static LabelledJobs.Part open(String consumer, long after, int most) {
    return node.get(LabelledJobs.class)
        .open(new QubicAddress(consumer), new Label("batch", "7"), after, most);
  }

  private static List<String> ids(String query) {
    QueryNode.Answer answer = node.get("/api/jobs?" + query);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body().path("jobs").valueStream().map(job -> job.path("id").asString()).toList();
  }

  private static String id(JobId job) {
    return job.value().toString();
  }
}
