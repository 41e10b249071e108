package io.qubix.query.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.event.JobEvent;
import io.qubix.log.follow.AtMost;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import io.qubix.query.projection.Positions;
import java.time.Duration;
import javax.sql.DataSource;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/** The books as the ledger really writes them. */
class RealBooksTest {

  @Test
  void whatTheLedgerWrote_agreesWithTheEvents() throws InterruptedException {
    QueryNode.Cluster cluster = new QueryNode.Cluster();
    try (QueryNode node = cluster.start()) {
      Story story = new Story(cluster.log);
      Story.Provider bob = story.registered("bob", "BOB", "2.5");
      Story.Provider carol = story.registered("carol", "CAROL", "0.000001");
      for (int i = 0; i < 50; i++) {
        story.done("ALICE", i % 2 == 0 ? bob : carol, Duration.ofMillis(1_234_567L * i));
      }
      node.get(Positions.class).await("ledger");

      LedgerProof.Verdict verdict =
          new LedgerProof(recorded(cluster), node.get(DataSource.class)).prove();

      assertThat(verdict.differences()).isEmpty();
      assertThat(verdict.agrees()).isTrue();
      assertThat(verdict.transactions()).isEqualTo(50);
      assertThat(verdict.accounts()).isEqualTo(3);
    }
  }

  /** The same log, with its events as JSON. */
  private static RecordedLog recorded(QueryNode.Cluster cluster) {
    RecordedLog recorded = new RecordedLog();
    for (TrackedEventMessage<?> event : cluster.log.after(0, AtMost.events(1_000_000))) {
      if (event.getPayload() instanceof JobEvent of) {
        recorded.append(of);
      } else {
        recorded.append("provider:x", "Other", JsonNodeFactory.instance.objectNode());
      }
    }
    assertThat(recorded.head()).isEqualTo(cluster.log.head());
    return recorded;
  }
}
