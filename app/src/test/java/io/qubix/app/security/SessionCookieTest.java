package io.qubix.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCookieTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String SESSION = SessionCookie.open("s3cret-with-more-than-128-bits", NOW);

  @Test
  void session_isOpenForTwelveHours_andNoLonger() {
    Instant end = NOW.plus(SessionCookie.LENGTH);

    assertThat(SessionCookie.isOpen(SESSION, "s3cret-with-more-than-128-bits", end.minusSeconds(1)))
        .isTrue();
    assertThat(SessionCookie.isOpen(SESSION, "s3cret-with-more-than-128-bits", end)).isFalse();
  }

  @Test
  void anotherToken_endsIt() {
    assertThat(SessionCookie.isOpen(SESSION, "another", NOW)).isFalse();
  }

  @Test
  void aLaterEnd_isNotSigned() {
    String longer = "1" + SESSION;

    assertThat(SessionCookie.isOpen(longer, "s3cret-with-more-than-128-bits", NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "x.y", "99999999999999999999.x", "1767268800", "1767268800."})
  void whatIsNoSession_isNotOpen(String session) {
    assertThat(SessionCookie.isOpen(session, "s3cret-with-more-than-128-bits", NOW)).isFalse();
  }
}
