package io.qubix.log.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.junit.jupiter.api.Test;

/** No event is passed over that has a handler. */
class HandlingFollowerTest {

  private final Handlers handlers = new Handlers(new ArrayList<>());

  record Handlers(List<Object> heard) {
    @EventHandler
    void on(String word) {
      heard.add(word);
    }

    @EventHandler
    void on(Integer number, @MetaDataValue(value = "mark", required = true) String mark) {
      heard.add(number);
    }

    @EventHandler
    void on(Exception failure) throws Exception {
      throw failure;
    }
  }

  @Test
  void itWants_whatAnyOfTheHandlersTakes() {
    LogFollower follower = HandlingFollower.writing("handling", handlers);
    assertThat(follower.wants(event("a"))).isTrue();
    assertThat(follower.wants(event(1))).isFalse();
    assertThat(follower.wants(event(1).withMetaData(Map.of("mark", "yes")))).isTrue();
    assertThat(follower.wants(event('c'))).isFalse();
  }

  @Test
  void whatWrites_isHandledInTheTransaction_andWhatSendsBeforeIt() {
    List<TrackedEventMessage<?>> events = List.of(event("a"), event("b"));
    LogFollower writing = HandlingFollower.writing("writing", handlers);
    writing.prepare(events);
    assertThat(handlers.heard()).isEmpty();
    writing.write(events);
    assertThat(handlers.heard()).containsExactly("a", "b");

    LogFollower sending = HandlingFollower.sending("sending", handlers);
    sending.prepare(events);
    sending.write(events);
    assertThat(handlers.heard()).containsExactly("a", "b", "a", "b");
  }

  @Test
  void whatAHandlerThrows_failsTheBatch() {
    LogFollower follower = HandlingFollower.writing("handling", handlers);
    assertThatThrownBy(() -> follower.write(List.of(event(new IllegalArgumentException()))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> follower.write(List.of(event(new Exception()))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static TrackedEventMessage<?> event(Object payload) {
    EventMessage<?> event = GenericEventMessage.asEventMessage(payload);
    return new GenericTrackedEventMessage<>(new GlobalSequenceTrackingToken(1), event);
  }
}
