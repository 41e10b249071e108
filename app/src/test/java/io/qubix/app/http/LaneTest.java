package io.qubix.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.app.http.body.HttpLimits;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;

class LaneTest {

  private static final HttpLimits LIMITS =
      new HttpLimits(0, Pattern.compile(""), Duration.ofSeconds(9), DataSize.ofKilobytes(2));

  private final Lane lane = new Lane(1, Duration.ofSeconds(9));
  private final Exchange first = exchange();
  private final Exchange second = exchange();
  private final Exchange third = exchange();

  @Test
  void whoeverWaits_isNextInTurn() {
    assertThat(enters(first)).isTrue();
    assertThat(enters(second)).isFalse();
    assertThat(enters(third)).isFalse();

    lane.leave(first);
    assertThat(enters(second)).isTrue();
    lane.leave(second);

    assertThat(enters(third)).isTrue();
    lane.leave(third);
    assertThat(enters(exchange())).isTrue();
  }

  @Test
  void aPlaceThatIsGivenEarly_isKept_andNoNewcomerOvertakes() {
    enters(first);
    enters(second);
    // Its turn comes before the thread that put it aside is out.
    lane.leave(first);
    lane.leave(second);

    assertThat(enters(third)).isFalse();
    assertThat(enters(second)).isTrue();
  }

  private boolean enters(Exchange exchange) {
    return lane.enter(exchange, exchange.request, exchange.response);
  }

  private static Exchange exchange() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setAsyncSupported(true);
    return new Exchange(
        request, new MockHttpServletResponse(), LIMITS, 1_000, Memory.of(64 * 1024 * 1024));
  }
}
