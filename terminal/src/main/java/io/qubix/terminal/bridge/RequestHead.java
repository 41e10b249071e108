package io.qubix.terminal.bridge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The request line and the headers of a request, as a client of this machine sent them. */
final class RequestHead {

  /** A head that is not passed on. */
  static final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    final int status;

    Refusal(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }
  }

  private static final int LONGEST = 65_536;

  private static final Pattern REQUEST_LINE =
      Pattern.compile("[A-Z]{1,20} /[\\x21-\\x7e]* HTTP/1\\.[01]");

  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\\t\\x20-\\x7e\\x80-\\xff]*");

  private static final Pattern THIS_MACHINE =
      Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

  /** Headers that say something else beyond the bridge. */
  private static final Set<String> REPLACED =
      Set.of(
          "host",
          "origin",
          "authorization",
          "connection",
          "keep-alive",
          "proxy-connection",
          "upgrade",
          "http2-settings");

  private final String requestLine;
  private final List<String> headers;

  private RequestHead(String requestLine, List<String> headers) {
    this.requestLine = requestLine;
    this.headers = headers;
  }

  /**
   * Reads a head.
   *
   * @return null when the client closed the connection without a request
   * @throws Refusal when it is no request that a program of this machine may send
   */
  static @Nullable RequestHead read(InputStream in) throws IOException, Refusal {
    List<String> lines = lines(in);
    if (lines == null) {
      return null;
    }
    String requestLine = lines.isEmpty() ? "" : lines.get(0);
    if (!REQUEST_LINE.matcher(requestLine).matches()) {
      throw new Refusal(400, "This is no HTTP request for a server");
    }
    RequestHead head = new RequestHead(requestLine, List.copyOf(lines.subList(1, lines.size())));
    for (String header : head.headers) {
      if (!HEADER.matcher(header).matches()) {
        throw new Refusal(400, "A header line is malformed");
      }
    }
    head.refuseOtherSites();
    return head;
  }

  /** Keeps web sites from using the key through a browser of this machine. */
  private void refuseOtherSites() throws Refusal {
    List<String> hosts = valuesOf("host");
    if (hosts.size() > 1
        || hosts.size() == 1
            && !THIS_MACHINE.matcher(hosts.get(0).toLowerCase(Locale.ROOT)).matches()) {
      throw new Refusal(403, "A bridge only answers to the name localhost");
    }
    for (String origin : valuesOf("origin")) {
      if (hosts.isEmpty() || !origin.equalsIgnoreCase("http://" + hosts.get(0))) {
        throw new Refusal(403, "A web site may not use the bridge");
      }
    }
    for (String site : valuesOf("sec-fetch-site")) {
      if (!Set.of("same-origin", "none").contains(site)) {
        throw new Refusal(403, "A web site may not use the bridge");
      }
    }
  }

  private List<String> valuesOf(String name) {
    return headers.stream()
        .filter(header -> nameOf(header).equals(name))
        .map(header -> header.substring(name.length() + 1).strip())
        .toList();
  }

  private static String nameOf(String header) {
    return header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
  }

  boolean opensWebSocket() {
    return valuesOf("upgrade").stream().anyMatch("websocket"::equalsIgnoreCase);
  }

  /** Returns the head for the service: under its name, with the key, for a single request. */
  byte[] forService(Upstream upstream) {
    StringBuilder head = new StringBuilder(requestLine).append("\r\n");
    headers.stream()
        .filter(header -> !REPLACED.contains(nameOf(header)))
        .forEach(header -> head.append(header).append("\r\n"));
    head.append("Host: ").append(upstream.authority()).append("\r\n");
    head.append("Authorization: Bearer ").append(upstream.key()).append("\r\n");
    head.append(
        opensWebSocket() ? "Upgrade: websocket\r\nConnection: Upgrade" : "Connection: close");
    head.append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static @Nullable List<String> lines(InputStream in) throws IOException, Refusal {
    List<String> lines = new ArrayList<>();
    int size = 0;
    while (true) {
      String line = line(in, LONGEST - size);
      if (line == null) {
        return null;
      }
      if (line.isEmpty()) {
        return lines;
      }
      lines.add(line);
      size += line.length() + 2;
    }
  }

  /** Reads a line that ends as HTTP says: a lone CR or LF could hide a second request. */
  private static @Nullable String line(InputStream in, int longest) throws IOException, Refusal {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        return null;
      }
      if (octet == '\r' && in.read() == '\n') {
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      if (octet == '\r' || octet == '\n') {
        throw new Refusal(400, "A line must end with CR LF");
      }
      if (line.size() >= longest) {
        throw new Refusal(431, "The headers are too long");
      }
      line.write(octet);
    }
  }
}
