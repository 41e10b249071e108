package io.qubix.app.security;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What a client presents to prove who it is, not yet verified. */
public final class PresentedKey extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;
  private static final String SCHEME = "Bearer ";

  private final String text;

  public PresentedKey(String text) {
    super(List.of());
    this.text = text;
  }

  /**
   * Returns the key of a request, or null when there is none. A browser cannot send the header with
   * a WebSocket, so {@code ?access_token=} is accepted there.
   */
  static @Nullable PresentedKey in(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new PresentedKey(header.substring(SCHEME.length()).strip());
    }
    String parameter =
        ConsolePaths.opensWebSocket(request) ? request.getParameter("access_token") : null;
    return parameter == null ? null : new PresentedKey(parameter);
  }

  @Override
  public String getCredentials() {
    return text;
  }

  @Override
  public String getPrincipal() {
    return "";
  }
}
