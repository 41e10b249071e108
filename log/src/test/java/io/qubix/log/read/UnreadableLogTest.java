package io.qubix.log.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.qubix.api.Rejection;
import io.qubix.api.TestDatabase;
import io.qubix.log.Node;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A log that cannot be read now, and one that could not be read at any time. */
class UnreadableLogTest {

  @Test
  void aStoreThatIsAway_asksToTryAgain_andOnlyThat() {
    try (Node node = Node.on(TestDatabase.url())) {
      EventLog log = node.get(EventLog.class);
      List<ThrowingCallable> readings =
          List.of(
              log::head,
              () -> log.stream("job:1"),
              () -> log.contents(List.of(1L), "inputData", 1_000),
              () -> log.page(new EventRange(0, 9, false, null, null, null, null), 1),
              () -> log.scan(0, 9, Set.of(), event -> {}));

      node.get(JdbcTemplate.class).execute("alter table event rename to no_event");
      assertThat(readings)
          .allSatisfy(
              reading ->
                  assertThat(catchThrowable(reading)).isInstanceOf(DataAccessException.class));

      node.get(HikariDataSource.class).close();
      assertThat(readings)
          .allSatisfy(
              reading ->
                  assertThat(catchThrowable(reading)).isInstanceOf(Rejection.Unavailable.class));
    }
  }
}
