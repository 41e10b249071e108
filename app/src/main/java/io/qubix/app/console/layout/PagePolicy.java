package io.qubix.app.console.layout;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.stereotype.Component;

/**
 * Restricts pages by headers: a page may use our own files and talk to this server, nothing else.
 */
@Component
class PagePolicy implements HeaderWriter {

  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "font-src 'self'",
          "img-src 'self' data:",
          "connect-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'");

  @Override
  public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
    if (ConsolePaths.isConsole(request)
        || ConsolePaths.isSigningIn(request)
        || ConsolePaths.isForPeople(request, ConsolePaths.pathOf(request))) {
      response.setHeader("Content-Security-Policy", POLICY);
      // With "no-referrer", browsers would not send the origin of a form.
      response.setHeader("Referrer-Policy", "same-origin");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      response.addHeader(HttpHeaders.VARY, "HX-Request");
    }
  }
}
