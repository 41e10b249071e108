package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.qubix.api.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An audit from a terminal that trusts none of the service's answers. */
class TerminalAuditTest {

  @TempDir private Path folder;

  private Server server;
  private Api api;
  private Terminal auditor;

  @BeforeEach
  void start() {
    server = Server.on(TestDatabase.url());
    api = server.api();
    auditor = Terminal.of(server, "AUDITOR");
    api.register("w", 1);
    String job = api.create("ALICE").text("job.id");
    api.complete(job, "w", 3600).expect(200);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aHeadThatIsSaved_isHeldAgainstTheLogLater() {
    String heads = folder.resolve("heads.jsonl").toString();
    auditor.run("audit", "seal", "--save", heads).expect(0);
    api.create("BOB");
    auditor.run("audit", "seal", "--save", heads).expect(0);
    api.create("CAROL");

    assertThat(auditor.run("audit", "verify", "--expect", heads).expect(0).out())
        .contains("Intact", "It contains the saved head");
    assertThat(auditor.run("audit", "verify", "--locally", "--expect", heads).expect(0).out())
        .contains("Intact", "It contains the saved head");
    assertThat(auditor.run("audit", "verify", "--json").expect(0).json().path("intact").asBoolean())
        .isTrue();
    String another = "1:" + "0".repeat(64);
    assertThat(auditor.run("audit", "verify", "--expect", another).expect(7).out())
        .contains("Differs at block 1");
    assertThat(auditor.run("audit", "verify", "--locally", "--expect", another).expect(7).out())
        .contains("the chain was rewritten");
    String beyond = "999999:" + "0".repeat(64);
    auditor.run("audit", "verify", "--expect", beyond).expect(7);
    auditor.run("audit", "verify", "--locally", "--expect", beyond).expect(7);
  }

  @Test
  void everyEventIsProven_andFollowedToTheSavedHead() {
    IntStream.range(0, 5).forEach(n -> api.create("BOB-" + n));
    String head = auditor.run("audit", "seal", "--json").expect(0).line();
    long last = Long.parseLong(head.replaceAll(".*\"lastPosition\":(\\d+).*", "$1"));
    for (long position = 1; position <= last; position++) {
      auditor
          .typing(head)
          .run("audit", "proof", String.valueOf(position), "--expect", "-")
          .expect(0);
    }
    assertThat(auditor.run("audit", "proof", "1").expect(0).out())
        .contains("provider:w", "Proven: the event is part of block 1");
    auditor.run("audit", "proof", "999").expect(3);

    api.create("DAVE");
    assertThat(
            auditor
                .typing(head)
                .run("audit", "proof", String.valueOf(last + 1), "--expect", "-")
                .expect(2)
                .err())
        .contains("saved after the event");
  }

  @Test
  void aHeadFarAway_isReachedInFewRequests_andEveryLinkIsHeld() {
    IntStream.range(0, 600).forEach(n -> api.create("BOB"));
    String head = auditor.run("audit", "seal", "--json").expect(0).line();
    long before = requests();
    auditor.typing(head).run("audit", "proof", "1", "--expect", "-").expect(0);
    assertThat(requests() - before).isLessThan(6);
    before = requests();
    assertThat(auditor.run("audit", "verify", "--locally").expect(0).out()).contains("Intact");
    // Of more than 600 blocks and 1,200 events, 500 come with a request.
    assertThat(requests() - before).isLessThan(12);

    for (String spoilt :
        List.of(
            "update block set hash = sha256(hash) where number = 300",
            "update block set previous = sha256(previous) where number = 300",
            "update block set last_position = last_position + 1 where number = 300",
            "delete from block where number = 300",
            "delete from block where number > 300")) {
      TransactionTemplate transaction =
          new TransactionTemplate(server.get(PlatformTransactionManager.class));
      JdbcTemplate jdbc = server.get(JdbcTemplate.class);
      jdbc.execute("create table kept as table block");
      jdbc.execute(spoilt);
      assertThat(auditor.typing(head).run("audit", "proof", "1", "--expect", "-").expect(7).out())
          .as(spoilt)
          .contains("Not proven");
      auditor.typing(head).run("audit", "verify", "--locally", "--expect", "-").expect(7);
      transaction.executeWithoutResult(
          status -> {
            jdbc.execute("delete from block");
            jdbc.execute("insert into block table kept");
          });
      jdbc.execute("drop table kept");
    }
    auditor.typing(head).run("audit", "proof", "1", "--expect", "-").expect(0);
  }

  /** That the service answered so far, of an audit. */
  private long requests() {
    return server.get(MeterRegistry.class).find("http.server.requests").timers().stream()
        .filter(timer -> String.valueOf(timer.getId().getTag("uri")).startsWith("/api/audit"))
        .mapToLong(Timer::count)
        .sum();
  }

  @Test
  void aChangedEvent_isNamed_byTheServiceAndHere() {
    server
        .get(JdbcTemplate.class)
        .update(
            "update event set payload = jsonb_set(payload, '{cost}', '1000')"
                + " where type like '%JobCompleted'");
    String position =
        auditor
            .run("audit", "events", "--type", "JobCompleted", "--json")
            .expect(0)
            .line()
            .replaceAll(".*\"position\":(\\d+).*", "$1");

    assertThat(auditor.run("audit", "verify").expect(7).out())
        .contains(
            "Differs at event " + position,
            "The event was changed",
            "Stored there now: JobCompleted");
    assertThat(auditor.run("audit", "verify", "--locally").expect(7).out())
        .contains("Differs at block ", "One of the events ");
    assertThat(auditor.run("audit", "proof", position).expect(7).out()).contains("Not proven");
    assertThat(auditor.run("audit", "ledger").expect(7).out()).contains("The books differ");
  }

  @Test
  void theBooksAreProven_andTheLogIsRead() throws Exception {
    assertThat(auditor.run("audit", "ledger").expect(0).out())
        .contains("The books agree: 1 transaction and 2 accounts");
    int all =
        (int) auditor.run("audit", "events", "--all", "--json").expect(0).out().lines().count();
    assertThat(auditor.run("audit", "events", "-n", "2").expect(0).err()).contains("--after 2");
    assertThat(auditor.run("audit", "events", "--after", "2", "--json").out().lines())
        .hasSize(all - 2);
    assertThat(auditor.run("audit", "events", "--stream", "provider:w", "--json").out())
        .contains("ProviderRegistered")
        .doesNotContain("JobCreated");

    Path broken = Files.writeString(folder.resolve("broken"), "{\"block\": {}}\n");
    auditor.run("audit", "verify", "--expect", broken.toString()).expect(2);
    auditor.run("audit", "verify", "--expect", "nowhere").expect(2);
  }
}
