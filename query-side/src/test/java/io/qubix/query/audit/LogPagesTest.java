package io.qubix.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.log.StoredEvent;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class LogPagesTest {

  private static final UUID JOB = UUID.fromString("01a2097a-9c7b-736e-91b2-336c0e4923f7");

  private final RecordedLog log = new RecordedLog();
  private final LogPages pages = new LogPages(log);

  @Test
  void theWholeLog_isReadPageByPage() {
    events("user:a", "UserRenamed", 7);

    assertThat(positions(pages.after(0, null, null, 3))).containsExactly(1L, 2L, 3L);
    assertThat(pages.after(0, null, null, 3).next()).isEqualTo(3);
    assertThat(positions(pages.after(6, null, null, 3))).containsExactly(7L);
    assertThat(pages.after(6, null, null, 3).next()).isNull();
    assertThat(pages.after(99, null, null, 3)).isEqualTo(new LogPages.Page(List.of(), null));
  }

  @Test
  void whatIsRare_isFoundInPagesThatMayBeEmpty() {
    events("user:a", "UserRenamed", 25_000);
    events("provider:w", "ProviderChanged", 1);

    LogPages.Page first = pages.after(0, "ProviderChanged", null, 10);
    assertThat(first.events()).isEmpty();
    assertThat(first.next()).isEqualTo(20_000);
    LogPages.Page second = pages.after(20_000, "ProviderChanged", null, 10);
    assertThat(positions(second)).containsExactly(25_001L);
    assertThat(second.next()).isNull();
  }

  @Test
  void oneStream_isReadInOrder_andAFullPageSaysWhereToGoOn() {
    events("user:a", "UserRenamed", 2);
    events("user:b", "UserRenamed", 3);
    events("job:" + JOB, "JobProgressed", 3);

    assertThat(positions(pages.after(0, null, "user:b", 2))).containsExactly(3L, 4L);
    assertThat(pages.after(0, null, "user:b", 2).next()).isEqualTo(4);
    assertThat(positions(pages.after(4, null, "user:b", 2))).containsExactly(5L);
    assertThat(positions(pages.after(6, "JobProgressed", "job:" + JOB, 1))).containsExactly(7L);
    assertThat(pages.after(6, null, "job:" + JOB, 1).next()).isEqualTo(7);
    assertThat(pages.after(7, null, "job:" + JOB, 1).next()).isNull();
  }

  @Test
  void badParameters_areNamedAtOnce() {
    AuditLogController controller = new AuditLogController(pages);

    assertThatThrownBy(() -> controller.events("-1", null, null, "0"))
        .isInstanceOfSatisfying(
            Rejection.Invalid.class,
            invalid ->
                assertThat(invalid.errors())
                    .extracting(Rejection.FieldError::field)
                    .containsExactly("after", "limit"));
  }

  @Test
  void aJobsHistory_isWhatItsStreamHolds() {
    events("job:" + JOB, "JobProgressed", 2);
    JobHistoryController controller = new JobHistoryController(log);

    assertThat(controller.history(JOB.toString()))
        .extracting(JobHistoryController.Step::sequence)
        .containsExactly(0L, 1L);
    assertThatThrownBy(() -> controller.history(UUID.randomUUID().toString()))
        .isInstanceOf(Rejection.NotFound.class);
  }

  private void events(String stream, String type, int count) {
    for (int i = 0; i < count; i++) {
      log.append(stream, type, JsonNodeFactory.instance.objectNode().put("n", i));
    }
  }

  private static List<Long> positions(LogPages.Page page) {
    return page.events().stream().map(StoredEvent::position).toList();
  }
}
