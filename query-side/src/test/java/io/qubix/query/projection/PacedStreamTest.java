package io.qubix.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import io.qubix.query.TestLog;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacedStreamTest {

  private static final String PROJECTION = "paced";
  private static final Duration NEVER = Duration.ofHours(1);

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final TestLog log = new TestLog();
  private final Story story = new Story(log);
  private final ProjectionPositions positions =
      new ProjectionPositions(
          log, null, new QueryNode.Cluster().signals.ofNode(), Duration.ofSeconds(10));
  private final AtomicInteger shown = new AtomicInteger();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void newsAfterAQuietTime_isShownAtOnce() throws Exception {
    PacedStream stream = open(new Pace(NEVER, NEVER));
    story.created("USER", "model");
    assertThat(shown).hasValue(1);
    assertThat(read(stream)).isEqualTo(1);
  }

  @Test
  void newsRightAfterThat_isNotShown_howeverMuchItIs() throws Exception {
    PacedStream stream = open(new Pace(NEVER, NEVER));
    story.created("USER", "model");
    read(stream);
    for (int i = 0; i < 100; i++) {
      story.created("USER", "model");
    }
    assertThat(shown).hasValue(1);
    assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
    assertThat(stream.peek()).isEmpty();
  }

  @Test
  void whenTheRestIsOver_allOfItIsShownTogether() throws Exception {
    PacedStream stream = open(new Pace(Duration.ofMillis(300), NEVER));
    story.created("USER", "model");
    read(stream);
    for (int i = 0; i < 100; i++) {
      story.created("USER", "model");
    }
    await().untilAtomic(shown, org.hamcrest.Matchers.is(2));
    assertThat(read(stream)).isEqualTo(100);
  }

  @Test
  void whoAsksForTheReadModel_endsItsRest() throws Exception {
    PacedStream stream = open(new Pace(NEVER, Duration.ZERO));
    story.created("USER", "model");
    read(stream);
    story.created("USER", "model");
    assertThat(shown).hasValue(1);

    positions.reaching(PROJECTION, log.head());
    assertThat(shown).hasValue(2);
    assertThat(read(stream)).isEqualTo(1);
    // And while somebody waits, nothing new is kept back.
    story.created("USER", "model");
    assertThat(shown).hasValue(3);
    assertThat(read(stream)).isEqualTo(1);
  }

  @Test
  void whatComesWhileItReads_isReadToo() throws Exception {
    PacedStream stream = open(new Pace(NEVER, NEVER));
    story.created("USER", "model");
    stream.nextAvailable();
    story.created("USER", "model");
    assertThat(read(stream)).isEqualTo(1);
  }

  private PacedStream open(Pace pace) {
    PacedStream stream =
        new PacedStream(
            (TrackingEventStream) log.openStream(null), pace, PROJECTION, positions, timer);
    stream.setOnAvailableCallback(shown::incrementAndGet);
    return stream;
  }

  private static int read(PacedStream stream) throws InterruptedException {
    int events = 0;
    while (stream.hasNextAvailable(0, TimeUnit.SECONDS)) {
      stream.nextAvailable();
      events++;
    }
    return events;
  }
}
