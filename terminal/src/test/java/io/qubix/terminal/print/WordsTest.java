package io.qubix.terminal.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** Amounts and times as people read them. */
class WordsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T17:36:00Z");

  @Test
  void amountsAreExact_andWithoutIdleZeros() {
    assertThat(Amounts.plain(new BigDecimal("0.750000"))).isEqualTo("0.75");
    assertThat(Amounts.plain(new BigDecimal("0.000001"))).isEqualTo("0.000001");
    assertThat(Amounts.plain(new BigDecimal("9223372036854.775807")))
        .isEqualTo("9223372036854.775807");
    assertThat(Amounts.plain(new BigDecimal("1E+3"))).isEqualTo("1000");
    assertThat(Amounts.plain(new BigDecimal("0.000000"))).isEqualTo("0");
    assertThat(Amounts.qubic(JsonNodeFactory.instance.nullNode())).isEmpty();
  }

  @Test
  void timesAreRelative_untilTheyAreOld() {
    assertThat(ago("2026-11-23T17:35:59.500Z")).isEqualTo("now");
    assertThat(ago("2026-11-23T17:35:18Z")).isEqualTo("42s ago");
    assertThat(ago("2026-11-23T17:30:18Z")).isEqualTo("5m ago");
    assertThat(ago("2026-11-23T14:30:18Z")).isEqualTo("3h ago");
    assertThat(ago("2026-11-20T14:30:18Z")).isEqualTo("3d ago");
    assertThat(ago("2026-01-02T14:30:18Z")).isEqualTo("2026-01-02");
    assertThat(ago("2026-11-23T18:00:00Z")).as("a clock that is behind").isEqualTo("now");
    assertThat(ago("what?")).isEmpty();
  }

  @Test
  void lengthsAreShort() {
    assertThat(Times.length(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Times.length(Duration.ofSeconds(60))).isEqualTo("1m 00s");
    assertThat(Times.length(Duration.ofSeconds(3_599))).isEqualTo("59m 59s");
    assertThat(Times.length(Duration.ofSeconds(3_600))).isEqualTo("1h 00m");
    assertThat(Times.length(Duration.ofDays(3).plusHours(4))).isEqualTo("3d 4h");
    assertThat(Times.seconds(JsonNodeFactory.instance.numberNode(new BigDecimal("1.08"))))
        .isEqualTo("1.08s");
  }

  @Test
  void aBarIsFullWhenAllIsDone() {
    assertThat(Bar.bar(0, false)).isEqualTo("[------------------------]   0%");
    assertThat(Bar.bar(50, false)).isEqualTo("[############------------]  50%");
    assertThat(Bar.bar(100, true)).isEqualTo("[████████████████████████] 100%");
  }

  @Test
  void theWidthIsThatOfTheTerminal_unlessColumnsSaysOtherwise() {
    assertThat(Screen.width("", "24 132")).isEqualTo(132);
    assertThat(Screen.width("100", "24 132")).isEqualTo(100);
    assertThat(Screen.width("", "0 0")).isEqualTo(80);
    assertThat(Screen.width("x", "")).isEqualTo(80);
  }

  private static String ago(String instant) {
    return Times.ago(StringNode.valueOf(instant), NOW);
  }
}
