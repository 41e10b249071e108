package io.qubix.app.security;

import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.app.ConsolePaths;
import io.qubix.app.problem.ProblemWriter;
import io.qubix.app.security.access.Access;
import io.qubix.app.security.access.AccessTable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Answers what Spring Security refuses, with problem documents; it sends a reader of the console
 * who has not signed in to the sign-in page.
 */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

  private final LockProperties properties;
  private final AccessTable table;
  private final ProblemWriter problems;

  Refusals(LockProperties properties, AccessTable table, ProblemWriter problems) {
    this.properties = properties;
    this.table = table;
    this.problems = problems;
  }

  /** Answers a request whose caller is not known. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refused)
      throws IOException {
    if (refused instanceof InternalAuthenticationServiceException away) {
      problems.refuse(request, response, away);
    } else if (!properties.locked()) {
      deny(request, response);
    } else if (ConsolePaths.isConsole(request)
        && !Origins.isCommand(request)
        && !ConsolePaths.opensWebSocket(request)) {
      sendToSignIn(request, response);
    } else {
      boolean wrong = refused instanceof BadCredentialsException;
      response.setHeader(
          HttpHeaders.WWW_AUTHENTICATE,
          "Bearer realm=\"qubix\"" + (wrong ? ", error=\"invalid_token\"" : ""));
      problems.refuse(
          request,
          response,
          401,
          wrong ? "The token is wrong" : "This needs a token: Authorization: Bearer …");
    }
  }

  /** Answers a request that its caller may not send. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    deny(request, response);
  }

  /** Answers a request for another host, or one that hides its path. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
      throws IOException {
    boolean foreign = rejected instanceof HostFirewall.ForeignHost;
    problems.refuse(
        request,
        response,
        foreign ? 403 : 400,
        foreign ? rejected.getMessage() : "The request is malformed");
  }

  /** A request without a row in the table is answered as one for which there is no handler. */
  private void deny(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Access row = table.rowOf(request);
    if (row != null) {
      if (isAnothersJob(row, request)) {
        problems.refuse(request, response, Rejection.NotFound.job());
      } else {
        problems.refuse(request, response, 403, "This is not allowed");
      }
      return;
    }
    Set<HttpMethod> methods = table.methodsAt(request);
    if (!methods.isEmpty()) {
      response.setHeader(
          HttpHeaders.ALLOW,
          methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(",")));
      if (!HttpMethod.OPTIONS.matches(request.getMethod())) {
        problems.refuse(
            request, response, 405, "Method '" + request.getMethod() + "' is not supported.");
      }
    } else if (ConsolePaths.isForPeople(request, ConsolePaths.pathOf(request))) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      problems.refuse(request, response, 404, "There is nothing at " + request.getRequestURI());
    }
  }

  /** Returns whether it is for another's job, which is answered as one that does not exist. */
  private static boolean isAnothersJob(Access row, HttpServletRequest request) {
    Authentication known = SecurityContextHolder.getContext().getAuthentication();
    return row.variables(request).containsKey("jobId")
        && known != null
        && known.getPrincipal() instanceof Caller caller
        && row.of(caller.role()) == Access.Reach.OWN
        && CallerAuthentication.has(known, row.scope());
  }

  private static void sendToSignIn(HttpServletRequest request, HttpServletResponse response) {
    if (ConsolePaths.isForPart(request)) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("HX-Redirect", ConsolePaths.SIGN_IN);
      return;
    }
    String query = request.getQueryString();
    String asked = request.getRequestURI() + (query == null ? "" : "?" + query);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(
        HttpHeaders.LOCATION,
        ConsolePaths.SIGN_IN + "?next=" + UriUtils.encode(asked, StandardCharsets.UTF_8));
  }
}
