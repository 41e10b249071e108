package io.qubix.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Refuses requests for a host that is not ours, and for paths with {@code /../} in them.
 *
 * <p>A web site could make its own name lead here (DNS rebinding). The server therefore answers
 * only to names that no stranger controls: localhost, {@code qubix.hosts}, and with a token also IP
 * addresses and names without a dot.
 *
 * <p>The names of workers and users are part of paths and may hold any sign. They come encoded, and
 * the table and the controllers decode them alike, so the other rules of Spring's firewall, which
 * refuse such signs, are off.
 */
final class HostFirewall extends StrictHttpFirewall {

  private static final Pattern LOCAL =
      Pattern.compile("(localhost|[a-z0-9-]+\\.localhost|127\\.0\\.0\\.1|\\[::1])");

  private static final Pattern NUMBER =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-fA-F:.]+]");

  private final LockProperties properties;

  HostFirewall(LockProperties properties) {
    this.properties = properties;
    setAllowUrlEncodedSlash(true);
    setAllowUrlEncodedDoubleSlash(true);
    setAllowUrlEncodedPeriod(true);
    setAllowUrlEncodedPercent(true);
    setAllowUrlEncodedCarriageReturn(true);
    setAllowUrlEncodedLineFeed(true);
    setAllowUrlEncodedParagraphSeparator(true);
    setAllowUrlEncodedLineSeparator(true);
    setAllowBackSlash(true);
    setAllowNull(true);
    setAllowSemicolon(true);
    // An unknown method is answered like any request without a row in the table.
    setUnsafeAllowAnyHttpMethod(true);
    // Headers may be UTF-8, whose bytes count as control characters here.
    setAllowedHeaderValues(value -> true);
    setAllowedParameterNames(name -> true);
  }

  @Override
  public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
    String host = request.getHeader(HttpHeaders.HOST);
    if (host != null && !isOurs(nameIn(host), properties.hosts())) {
      throw new ForeignHost(
          properties.locked()
              ? "This server does not have that name; qubix.hosts lists its names"
              : "Without qubix.token this server only answers to the name localhost");
    }
    return super.getFirewalledRequest(request);
  }

  private boolean isOurs(String name, List<String> hosts) {
    return LOCAL.matcher(name.toLowerCase(Locale.ROOT)).matches()
        || hosts.stream().anyMatch(name::equalsIgnoreCase)
        || properties.locked() && (NUMBER.matcher(name).matches() || !name.contains("."));
  }

  private static String nameIn(String host) {
    return host.replaceFirst("\\.?(:\\d+)?$", "");
  }

  /** The refusal of a name, in words for the client. */
  static final class ForeignHost extends RequestRejectedException {

    private static final long serialVersionUID = 1;

    ForeignHost(String message) {
      super(message);
    }
  }
}
