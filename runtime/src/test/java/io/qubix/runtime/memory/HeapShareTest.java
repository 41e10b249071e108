package io.qubix.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeapShareTest {

  /** Read models, matcher, saga, leases, a rebuild of each read model, a check of the seal. */
  private static final int READERS = 12;

  @Test
  void togetherTheyLeaveAQuarterOfTheHeap() {
    long heap = 1_000_000_000;
    long all = Arrays.stream(HeapShare.values()).mapToLong(share -> share.of(heap)).sum();

    assertThat(all + (READERS - 1) * HeapShare.READING.of(heap)).isLessThan(heap / 4 * 3);
  }

  @Test
  void aTinyHeapStillHasRoomForAnEvent() {
    assertThat(HeapShare.READING.of(64_000_000)).isEqualTo(1_000_000);
  }
}
