package io.qubix.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AggregateCacheTest {

  private static final int SIZE = 1_000;

  private final AggregateCache cache = new AggregateCache(SIZE);

  @Test
  void whatWasNotUsedForLongestGoesFirst() {
    put(0, SIZE);
    assertThat(cache.<String, Object>get("stream 0")).isNotNull();
    put(SIZE, 1);
    assertThat(cache.containsKey("stream 0")).isTrue();
    assertThat(cache.containsKey("stream 1")).isFalse();
  }

  @Test
  void whatIsNewStays_howeverOftenTheOldWasUsed() {
    put(0, SIZE);
    for (int use = 0; use < 4; use++) {
      IntStream.range(0, SIZE).forEach(number -> cache.get("stream " + number));
    }
    put(SIZE, SIZE / 2);
    assertThat(IntStream.range(SIZE, SIZE + SIZE / 2))
        .allMatch(number -> cache.containsKey("stream " + number));
  }

  private void put(int from, int count) {
    IntStream.range(from, from + count)
        .forEach(number -> cache.put("stream " + number, new Object()));
  }
}
