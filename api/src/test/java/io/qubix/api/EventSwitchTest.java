package io.qubix.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventSwitchTest {

  sealed interface Weather extends Event permits Rained, Snowed, Windy {
    @Override
    default String stream() {
      return "weather";
    }
  }

  sealed interface Windy extends Weather permits Blew, Stormed {}

  record Rained(int millimetres) implements Weather {}

  record Snowed() implements Weather {}

  record Blew() implements Windy {}

  record Stormed() implements Windy {}

  private static final EventSwitch<Integer, Weather> WATER =
      EventSwitch.<Integer, Weather>over(Weather.class)
          .to(Rained.class, (water, rain) -> water + rain.millimetres())
          .to(Stormed.class, (water, storm) -> 0)
          .ignoring(Snowed.class, Blew.class);

  @Test
  void eachEventLeadsToTheNextState_andAnIgnoredOneChangesNothing() {
    assertThat(WATER.after(3, new Rained(4))).isEqualTo(7);
    assertThat(WATER.after(3, new Stormed())).isZero();
    assertThat(WATER.after(3, new Snowed())).isEqualTo(3);
    assertThat(WATER.handles(Rained.class)).isTrue();
    assertThat(WATER.handles(Snowed.class)).isFalse();
    assertThat(WATER.handles(String.class)).isFalse();
  }

  @Test
  void anObjectReacts() {
    List<Weather> heard = new ArrayList<>();
    EventSwitch<List<Weather>, Windy> wind =
        EventSwitch.<List<Weather>, Windy>over(Windy.class)
            .on(Blew.class, List::add)
            .ignoring(Stormed.class);

    wind.after(heard, new Blew());
    wind.after(heard, new Stormed());

    assertThat(heard).containsExactly(new Blew());
  }

  @Test
  void aSwitchThatForgetsAnEvent_cannotBeMade() {
    assertThatThrownBy(
            () ->
                EventSwitch.<Integer, Weather>over(Weather.class)
                    .to(Rained.class, (water, rain) -> water)
                    .ignoring(Snowed.class, Blew.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Neither handled nor ignored on purpose")
        .hasMessageContaining("Stormed");
  }

  @Test
  void anEventIsEitherHandledOrIgnored() {
    assertThatThrownBy(
            () ->
                EventSwitch.<Integer, Windy>over(Windy.class)
                    .to(Blew.class, (water, wind) -> water)
                    .ignoring(Blew.class, Stormed.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Named twice")
        .hasMessageContaining("Blew");
  }
}
