package io.qubix.log.distribute;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.log.follow.AtMost;
import io.qubix.log.tail.LogMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.junit.jupiter.api.Test;

class WindowTest {

  private static final AtMost ALL = new AtMost(1_000, 1_000_000);

  private final Window window = new Window(4, 100);

  @Test
  void theNewestAreHere_asLongAsThereIsRoomForTheirNumberAndBytes() {
    window.begin(10);
    assertThat(window.after(10, ALL)).isEmpty();
    for (long position = 11; position <= 14; position++) {
      window.add(event(position, 20));
    }
    assertThat(window.after(10, ALL))
        .extracting(LogMessage::positionOf)
        .containsExactly(11L, 12L, 13L, 14L);

    window.add(event(15, 20));
    assertThat(window.after(10, ALL)).as("one too many").isNull();
    assertThat(window.after(11, ALL)).hasSize(4);

    window.add(event(16, 61));
    assertThat(window.after(13, ALL)).as("too many bytes").isNull();
    assertThat(window.after(14, ALL)).extracting(LogMessage::positionOf).containsExactly(15L, 16L);
  }

  @Test
  void theNewestIsAlwaysHere_howeverLarge() {
    window.begin(0);
    window.add(event(1, 10));
    window.add(event(2, 10_000));

    assertThat(window.after(0, ALL)).isNull();
    assertThat(window.after(1, ALL)).hasSize(1);
    assertThat(window.end()).isEqualTo(2);
  }

  @Test
  void aReaderTakesNoMoreAtOnceThanItMay() {
    window.begin(0);
    for (long position = 1; position <= 4; position++) {
      window.add(event(position, 10));
    }
    assertThat(window.after(0, new AtMost(10, 15))).hasSize(2);
    assertThat(window.after(0, new AtMost(3, 1_000))).hasSize(3);
    assertThat(window.after(3, new AtMost(10, 1))).hasSize(1);
  }

  @Test
  void eventsOfOnePlace_stayTogether() {
    window.begin(0);
    window.add(event(1, 10));
    window.add(event(2, 10));
    window.add(event(2, 10));

    assertThat(window.after(1, new AtMost(1, 1))).hasSize(2);
  }

  private static LogMessage<?> event(long position, long bytes) {
    return new LogMessage<>(
        new GlobalSequenceTrackingToken(position),
        new GenericDomainEventMessage<>("Test", "stream", position, "payload"),
        bytes,
        false);
  }
}
