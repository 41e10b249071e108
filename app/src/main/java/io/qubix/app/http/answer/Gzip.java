package io.qubix.app.http.answer;

import io.qubix.app.http.body.Octets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.springframework.http.HttpHeaders;

/**
 * Compresses answers before they are sent. The container would compress only while it sends, and
 * wait for the client at the end.
 */
public final class Gzip {

  private static final int WORTH_IT = 2_048;

  private static final Set<String> TYPES =
      Set.of("text/html", "text/css", "text/javascript", "image/svg+xml", "application/json");

  private Gzip() {}

  public static Octets maybe(
      HttpServletRequest request, HttpServletResponse response, Octets content) throws IOException {
    if (content.size() < WORTH_IT || !isCompressible(response)) {
      return content;
    }
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
    if (accepted == null || !accepts(accepted) || request.getMethod().equals("HEAD")) {
      return content;
    }
    response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    Octets compressed = new Octets();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
      content.writeTo(gzip);
    }
    return compressed;
  }

  private static boolean isCompressible(HttpServletResponse response) {
    String type = response.getContentType();
    String tag = response.getHeader(HttpHeaders.ETAG);
    return type != null
        && TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        && response.getHeader(HttpHeaders.CONTENT_ENCODING) == null
        // A strong ETag stands for exactly these bytes.
        && (tag == null || tag.startsWith("W/"));
  }

  private static boolean accepts(String accepted) {
    for (String coding : accepted.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = coding.replace(" ", "").split(";");
      if (parts[0].equals("gzip")) {
        return parts.length == 1 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }
}
