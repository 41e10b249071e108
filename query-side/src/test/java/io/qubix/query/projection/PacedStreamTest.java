package io.qubix.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.qubix.api.log.EventBatch;
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
  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final ProjectionPositions positions = positions();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void newsAfterAQuietTime_isShownAtOnce() {
    PacedStream stream = open(new Pace(NEVER, NEVER));
    create(3);
    assertThat(calls).hasPositiveValue();
    assertThat(read(stream)).isEqualTo(3);
    assertThat(stream.peek()).isEmpty();
  }

  @Test
  void aBatchIsWhereItsLastEventIs() {
    PacedStream stream = open(new Pace(NEVER, NEVER));
    create(3);
    assertThat(stream.nextAvailable().trackingToken().position()).hasValue(3);
  }

  @Test
  void newsRightAfterThat_isNotShown_howeverMuchItIs() throws Exception {
    PacedStream stream = open(new Pace(NEVER, NEVER));
    create(1);
    read(stream);
    calls.set(0);
    create(100);
    assertThat(calls).hasValue(0);
    assertThat(stream.hasNextAvailable(0, TimeUnit.SECONDS)).isFalse();
    assertThat(stream.peek()).isEmpty();
    assertThatThrownBy(stream::nextAvailable).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whenTheRestIsOver_allOfItIsShownTogether() {
    PacedStream stream = open(new Pace(Duration.ofMillis(300), NEVER));
    create(1);
    read(stream);
    calls.set(0);
    create(100);
    await().untilAtomic(calls, greaterThan(0));
    assertThat(read(stream)).isEqualTo(100);
  }

  @Test
  void whoLooksBeforeTheRestIsOver_isCalledWhenItIs() {
    PacedStream stream = open(new Pace(Duration.ofMillis(300), NEVER));
    create(1);
    read(stream);
    create(1);
    calls.set(0);
    assertThat(stream.peek()).isEmpty();
    await().untilAtomic(calls, greaterThan(0));
    assertThat(read(stream)).isEqualTo(1);
  }

  @Test
  void whoAsksForTheReadModel_endsItsRest() {
    PacedStream stream = open(new Pace(NEVER, Duration.ZERO));
    create(1);
    read(stream);
    create(1);
    assertThat(stream.peek()).isEmpty();

    calls.set(0);
    positions.reaching(PROJECTION, log.head());
    assertThat(calls).hasPositiveValue();
    assertThat(read(stream)).isEqualTo(1);
    // And while somebody waits, nothing new is kept back.
    positions.passed(PROJECTION, 1);
    create(1);
    assertThat(read(stream)).isEqualTo(1);
  }

  @Test
  void whoAsksOnAnotherNode_endsItsRest_untilThereItIsPassed() {
    ProjectionPositions other = positions();
    PacedStream stream = open(new Pace(NEVER, Duration.ZERO));
    create(1);
    read(stream);
    create(1);
    calls.set(0);
    other.reaching(PROJECTION, log.head());
    assertThat(calls).hasPositiveValue();
    assertThat(read(stream)).isEqualTo(1);

    positions.passed(PROJECTION, log.head());
    create(1);
    assertThat(stream.peek()).isEmpty();
  }

  @Test
  void whenTooMuchIsThereForABatch_theNextComesWithoutRest_butNoneAfterItUntilThatIsWritten() {
    create(PacedStream.MOST * 3);
    PacedStream stream = open(new Pace(NEVER, NEVER));

    assertThat(read(stream)).isEqualTo(PacedStream.MOST);
    assertThat(read(stream)).isEqualTo(PacedStream.MOST);
    assertThat(stream.peek()).isEmpty();

    calls.set(0);
    positions.passed(PROJECTION, PacedStream.MOST);
    assertThat(calls).hasPositiveValue();
    assertThat(read(stream)).isEqualTo(PacedStream.MOST);
  }

  private void create(int jobs) {
    for (int i = 0; i < jobs; i++) {
      story.created("USER", "model");
    }
  }

  private ProjectionPositions positions() {
    return new ProjectionPositions(log, null, cluster.signals.ofNode(), Duration.ofSeconds(10));
  }

  private PacedStream open(Pace pace) {
    PacedStream stream =
        new PacedStream(
            (TrackingEventStream) log.openStream(null), pace, PROJECTION, positions, timer);
    stream.setOnAvailableCallback(calls::incrementAndGet);
    return stream;
  }

  /** Reads a batch, and tells how many events it has. */
  private static int read(PacedStream stream) {
    return ((EventBatch) stream.nextAvailable().getPayload()).events().size();
  }
}
