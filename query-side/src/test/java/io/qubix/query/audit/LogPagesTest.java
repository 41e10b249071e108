package io.qubix.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.log.read.StoredEvent;
import io.qubix.query.proof.RecordedLog;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class LogPagesTest {

  private static final UUID JOB = UUID.fromString("01a2097a-9c7b-736e-91b2-336c0e4923f7");

  private final RecordedLog log = new RecordedLog();
  private final LogPages pages = new LogPages(log);

  @Test
  void theWholeLog_isReadPageByPage() {
    events("user:a", "UserRenamed", 7);

    assertThat(positions(pages.after(0, of(null, null), 3))).containsExactly(1L, 2L, 3L);
    assertThat(pages.after(0, of(null, null), 3).next()).isEqualTo(3);
    assertThat(positions(pages.after(6, of(null, null), 3))).containsExactly(7L);
    assertThat(pages.after(6, of(null, null), 3).next()).isNull();
    assertThat(pages.after(99, of(null, null), 3)).isEqualTo(new LogSearch.Page(List.of(), null));
  }

  @Test
  void whatIsRare_isFoundInPagesThatMayBeEmpty() {
    events("user:a", "UserRenamed", 25_000);
    events("provider:w", "ProviderChanged", 1);

    LogSearch.Page first = pages.after(0, of("ProviderChanged", null), 10);
    assertThat(first.events()).isEmpty();
    assertThat(first.next()).isEqualTo(20_000);
    LogSearch.Page second = pages.after(20_000, of("ProviderChanged", null), 10);
    assertThat(positions(second)).containsExactly(25_001L);
    assertThat(second.next()).isNull();
  }

  @Test
  void oneStream_isReadInOrder_andAFullPageSaysWhereToGoOn() {
    events("user:a", "UserRenamed", 2);
    events("user:b", "UserRenamed", 3);
    events("job:" + JOB, "JobProgressed", 3);

    assertThat(positions(pages.after(0, of(null, "user:b"), 2))).containsExactly(3L, 4L);
    assertThat(pages.after(0, of(null, "user:b"), 2).next()).isEqualTo(4);
    assertThat(positions(pages.after(4, of(null, "user:b"), 2))).containsExactly(5L);
    assertThat(positions(pages.after(6, of("JobProgressed", "job:" + JOB), 1))).containsExactly(7L);
    assertThat(pages.after(6, of(null, "job:" + JOB), 1).next()).isEqualTo(7);
    assertThat(pages.after(7, of(null, "job:" + JOB), 1).next()).isNull();
  }

  @Test
  void theNewestComeFirst_pageByPage() {
    events("user:a", "UserRenamed", 7);

    assertThat(positions(pages.before(null, of(null, null), 3))).containsExactly(7L, 6L, 5L);
    assertThat(pages.before(null, of(null, null), 3).next()).isEqualTo(5);
    assertThat(positions(pages.before(5L, of(null, null), 4))).containsExactly(4L, 3L, 2L, 1L);
    assertThat(pages.before(5L, of(null, null), 4).next()).isNull();
    assertThat(pages.before(1L, of(null, null), 4)).isEqualTo(new LogSearch.Page(List.of(), null));
  }

  @Test
  void whatIsRareAndOld_isFoundOnTheWayBack_aBoundedPartAtATime() {
    events("provider:w", "ProviderChanged", 1);
    events("user:a", "UserRenamed", 25_000);
    events("job:" + JOB, "JobProgressed", 2);

    LogSearch.Page first = pages.before(null, of("ProviderChanged", "provider:w"), 10);
    assertThat(first.events()).isEmpty();
    assertThat(first.next()).isEqualTo(5_004);
    LogSearch.Page second = pages.before(5_004L, of("ProviderChanged", "provider:w"), 10);
    assertThat(positions(second)).containsExactly(1L);
    assertThat(second.next()).isNull();
    assertThat(positions(pages.before(null, of(null, "job:" + JOB), 1))).containsExactly(25_003L);
    assertThat(pages.before(null, of(null, "job:" + JOB), 1).next()).isEqualTo(25_003);
  }

  @Test
  void aTimeIsCutExactly_evenWhereEventsWereWrittenALittleOutOfOrder() {
    Instant noon = Instant.parse("2026-11-23T12:00:00Z");
    at(noon.minusSeconds(3600));
    at(noon.plusMillis(5));
    at(noon);
    at(noon.minusMillis(1));
    at(noon.plusSeconds(60));
    at(noon.plusSeconds(3600));

    LogSearch.Selection minute = new LogSearch.Selection(null, null, noon, noon.plusSeconds(60));
    assertThat(positions(pages.after(0, minute, 10))).containsExactly(2L, 3L);
    assertThat(positions(pages.before(null, minute, 10))).containsExactly(3L, 2L);
    LogSearch.Selection since = new LogSearch.Selection(null, null, noon.plusSeconds(60), null);
    assertThat(positions(pages.before(null, since, 10))).containsExactly(6L, 5L);
    LogSearch.Selection until = new LogSearch.Selection(null, null, null, noon);
    assertThat(positions(pages.after(0, until, 10))).containsExactly(1L, 4L);
  }

  @Test
  void oneEventIsFoundByItsPosition() {
    events("user:a", "UserRenamed", 2);

    assertThat(pages.at(2)).map(StoredEvent::sequence).hasValue(1L);
    assertThat(pages.at(0)).isEmpty();
    assertThat(pages.at(3)).isEmpty();
  }

  @Test
  void badParameters_areNamedAtOnce() {
    AuditLogController controller = new AuditLogController(pages);

    assertThatThrownBy(() -> controller.events("-1", "x", null, null, null, null, null, "0"))
        .isInstanceOfSatisfying(
            Rejection.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(Rejection.FieldError::field)
                    .containsExactly("after", "before", "limit"));
  }

  @Test
  void aCursorOfTheOtherOrder_isRefused() {
    AuditLogController controller = new AuditLogController(pages);

    assertThatThrownBy(() -> controller.events("1", null, "newest", null, null, null, null, null))
        .isInstanceOf(Rejection.Invalid.class);
    assertThatThrownBy(() -> controller.events(null, "1", null, null, null, null, null, null))
        .isInstanceOf(Rejection.Invalid.class);
    assertThatThrownBy(() -> controller.event("2")).isInstanceOf(Rejection.NotFound.class);
  }

  @Test
  void aJobsHistory_isWhatItsStreamHolds() {
    events("job:" + JOB, "JobProgressed", 2);
    JobHistoryController controller = new JobHistoryController(log);

    assertThat(controller.history(JOB.toString(), null, null).getBody())
        .extracting(JobHistoryController.Step::sequence)
        .containsExactly(0L, 1L);
    assertThatThrownBy(() -> controller.history(UUID.randomUUID().toString(), null, null))
        .isInstanceOf(Rejection.NotFound.class);
  }

  private void events(String stream, String type, int count) {
    for (int i = 0; i < count; i++) {
      log.append(stream, type, JsonNodeFactory.instance.objectNode().put("n", i));
    }
  }

  private void at(Instant time) {
    log.append("user:a", "UserRenamed", JsonNodeFactory.instance.objectNode(), time);
  }

  private static LogSearch.Selection of(@Nullable String type, @Nullable String stream) {
    return new LogSearch.Selection(type, stream, null, null);
  }

  private static List<Long> positions(LogSearch.Page page) {
    return page.events().stream().map(StoredEvent::position).toList();
  }
}
