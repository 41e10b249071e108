package io.qubix.query.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.qubix.api.job.JobId;
import io.qubix.api.money.Money;
import io.qubix.api.money.Sum;
import io.qubix.api.user.QubicAddress;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import io.qubix.query.projection.Positions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is read of an owner who has many jobs under way. */
class OwnersJobsTest {

  private static final QueryNode.Cluster cluster = new QueryNode.Cluster();
  @AutoClose private static final QueryNode node = cluster.start();
  private static final Story story = new Story(cluster.log);

  @Test
  void whatManyJobsWouldBring_isRoundedJobByJob_andBoundedByWhatAJobMayCost() {
    Random chance = new Random(16);
    Instant now = Story.START.plus(Duration.ofDays(300));
    Sum expected = Sum.ZERO;
    for (int i = 0; i < 60; i++) {
      Money price = new Money(chance.nextLong(1L << chance.nextInt(1, 50)));
      Story.Provider provider = story.registered("w-" + i, "MANY", price.toString());
      underWay(1, story.created("USER", "model"), provider);
      expected = expected.plus(price.forDuration(Duration.between(story.now(), now)));
    }
    Story.Provider dear = story.registered("dear", "MANY", "9000000000000");
    underWay(1, story.created("USER", "model"), dear);
    expected = expected.plus(new Money(Long.MAX_VALUE));
    story.assigned(story.created("USER", "model"), 1, story.registered("idle", "MANY", "1"));
    node.get(Positions.class).await("job", "provider");

    assertThat(jobs().pending(new QubicAddress("MANY"), now)).isEqualTo(expected);
    assertThat(jobs().pending(new QubicAddress("MANY"), Story.START)).isEqualTo(Sum.ZERO);
    assertThat(jobs().pending(new QubicAddress("NOBODY"), now)).isEqualTo(Sum.ZERO);
  }

  @Test
  void anOwnersEarnings_areReadInNoMoreMemory_howeverManyJobsAreUnderWay() {
    for (int i = 0; i < 40; i++) {
      Story.Provider provider = story.registered("large-" + i, "LARGE", "1");
      JobId job = story.created("USER", "model");
      story.assigned(job, 1, provider);
      story.failed(job, 1, provider, "x".repeat(100_000));
      underWay(2, job, provider);
    }
    node.get(Positions.class).await("job", "provider");
    QubicAddress owner = new QubicAddress("LARGE");
    jobs().pending(owner, story.now());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    jobs().pending(owner, story.now());

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
  }

  private static void underWay(int attempt, JobId job, Story.Provider provider) {
    story.assigned(job, attempt, provider);
    story.started(job, attempt, provider);
  }

  private static OwnersJobs jobs() {
    return node.get(OwnersJobs.class);
  }
}
