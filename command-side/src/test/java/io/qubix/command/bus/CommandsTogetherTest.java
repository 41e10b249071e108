package io.qubix.command.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.api.job.JobId;
import io.qubix.api.job.command.CancelJob;
import io.qubix.api.job.event.JobCancelled;
import io.qubix.command.matching.MarketNode;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several commands that are sent apart, together. */
class CommandsTogetherTest {

  private final MarketNode node = MarketNode.on(TestDatabase.url(), Clock.systemUTC());

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whenNoneIsRefused_theyAreStoredInOneBlock() {
    List<JobId> jobs = jobs(40);
    cancel(jobs).forEach(CompletableFuture::join);

    assertThat(jobs).allMatch(this::isCancelledOnce);
    Long blocks =
        node.get(JdbcTemplate.class)
            .queryForObject(
                """
                select count(distinct block.number) from block join event
                  on position between first_position and last_position
                where type like '%JobCancelled'
                """,
                Long.class);
    assertThat(blocks).isEqualTo(1);
  }

  @Test
  void whenOneIsRefused_theOthersTakeEffect() {
    List<JobId> jobs = jobs(3);
    node.send(new CancelJob(jobs.get(1), null, null));

    List<CompletableFuture<Object>> answers = cancel(jobs);

    assertThat(answers.get(0).join()).isNull();
    assertThat(answers.get(2).join()).isNull();
    assertThatThrownBy(answers.get(1)::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(Rejection.Conflict.class);
    assertThat(jobs).allMatch(this::isCancelledOnce);
  }

  /** Nothing was changed: a worker must not take it for the end of its attempt. */
  @Test
  void aCommandThatMetAConflictAtEachTry_isAnsweredAsOneToRepeat() {
    JobId job = node.create(1);
    JdbcTemplate jdbc = node.get(JdbcTemplate.class);
    jdbc.execute(
        """
        create function conflict() returns trigger language plpgsql
          as $$ begin raise exception 'conflict' using errcode = '23505'; end $$;
        create trigger conflict before insert on event execute function conflict()
        """);
    assertThatThrownBy(() -> node.send(new CancelJob(job, null, null)))
        .isInstanceOf(Rejection.Unavailable.class)
        .hasMessageContaining("try again");

    jdbc.execute("drop trigger conflict on event");
    node.send(new CancelJob(job, null, null));
    assertThat(isCancelledOnce(job)).isTrue();
  }

  private List<JobId> jobs(int count) {
    return IntStream.range(0, count).mapToObj(node::create).toList();
  }

  private List<CompletableFuture<Object>> cancel(List<JobId> jobs) {
    return node.get(Commands.class)
        .sendAllAsync(jobs.stream().map(job -> new CancelJob(job, null, null)).toList());
  }

  private boolean isCancelledOnce(JobId job) {
    return node.history(job).stream().filter(JobCancelled.class::isInstance).count() == 1;
  }
}
