package io.qubix.app.console.layout;

import io.qubix.app.ConsolePaths;
import io.qubix.app.FilterOrder;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Restricts pages by headers: a page may use our own files and talk to this server, nothing else.
 */
@Component
@Order(FilterOrder.PAGE_POLICY)
class PolicyFilter extends OncePerRequestFilter {

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
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
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
    chain.doFilter(request, response);
  }
}
