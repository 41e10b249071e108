package io.qubix.app.security.session;

import io.qubix.api.caller.Caller;
import io.qubix.app.security.Callers;
import io.qubix.app.security.Origins;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Knows signed-in browsers by their cookie, a random text whose hash is a row of a table. A session
 * ends after 12 hours, at sign-out, or with the key it was opened with: then a copied cookie is
 * worth nothing, on any node.
 *
 * <p>The cookie counts for requests of our own pages only, so no other site can use it.
 */
@Component
class ConsoleSessions implements SecurityContextRepository {

  static final String COOKIE = "qubix-session";
  static final Duration LENGTH = Duration.ofHours(12);

  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final SessionRows rows;
  private final Callers callers;
  private final Clock clock;

  ConsoleSessions(SessionRows rows, Callers callers, Clock clock) {
    this.rows = rows;
    this.callers = callers;
    this.clock = clock;
  }

  /** Opens a session under a new name, and ends the one that the browser had. */
  void open(
      Authentication caller,
      String secret,
      HttpServletRequest request,
      HttpServletResponse response) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant now = clock.instant();
    String keyId = ((Caller) caller.getPrincipal()).keyId();
    cookiesOf(request).forEach(old -> rows.close(Callers.hash(old)));
    rows.open(
        Callers.hash(cookie),
        new SessionRows.Row(keyId, Callers.hash(secret)),
        now,
        now.plus(LENGTH));
    setCookie(request, response, cookie, LENGTH);
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return callerOf(holder.getRequest())
        .map(SecurityContextImpl::new)
        .orElseGet(SecurityContextImpl::new);
  }

  /**
   * Signs out: Spring saves an empty context then. Only {@link #open} signs in.
   *
   * @param context empty
   */
  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    boolean everywhere = "everywhere".equals(request.getQueryString());
    cookiesOf(request).map(Callers::hash).forEach(everywhere ? rows::closeAll : rows::close);
    setCookie(request, response, "", Duration.ZERO);
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return callerOf(request).isPresent();
  }

  private Optional<Authentication> callerOf(HttpServletRequest request) {
    if (!Origins.isOfOwnPage(request)) {
      return Optional.empty();
    }
    try {
      Instant now = clock.instant();
      return cookiesOf(request)
          .flatMap(cookie -> rows.find(Callers.hash(cookie), now).stream())
          .flatMap(row -> callers.still(row.keyId(), row.secret()).stream())
          .findFirst();
    } catch (DataAccessException e) {
      throw new InternalAuthenticationServiceException("The sessions cannot be read", e);
    }
  }

  private static Stream<String> cookiesOf(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Stream.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue);
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, Duration maxAge) {
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, value)
            .path("/")
            .httpOnly(true)
            .sameSite("Strict")
            .secure(request.isSecure())
            .maxAge(maxAge)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
