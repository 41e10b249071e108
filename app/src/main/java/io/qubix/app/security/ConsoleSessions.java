package io.qubix.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Knows signed-in browsers by their cookie. It counts for requests of our own pages only, so no
 * other site can use it.
 */
@Component
class ConsoleSessions implements SecurityContextRepository {

  private final LockProperties properties;
  private final Clock clock;

  ConsoleSessions(LockProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return containsContext(holder.getRequest())
        ? new SecurityContextImpl(new CallerAuthentication(OperatorsToken.OPERATOR))
        : new SecurityContextImpl();
  }

  /** Signs the caller in, or out when there is none. */
  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    if (context.getAuthentication() == null) {
      setCookie(request, response, "", Duration.ZERO);
    } else {
      setCookie(
          request,
          response,
          SessionCookie.open(properties.secret(), clock.instant()),
          SessionCookie.LENGTH);
    }
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return properties.locked()
        && Origins.isOfOwnPage(request)
        && SessionCookie.isIn(request.getCookies(), properties.secret(), clock.instant());
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, Duration maxAge) {
    ResponseCookie cookie =
        ResponseCookie.from(SessionCookie.COOKIE, value)
            .path("/")
            .httpOnly(true)
            .sameSite("Strict")
            .secure(request.isSecure())
            .maxAge(maxAge)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
