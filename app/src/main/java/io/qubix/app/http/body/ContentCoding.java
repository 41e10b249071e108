package io.qubix.app.http.body;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;

/** The packing of a body ({@code Content-Encoding}). */
enum ContentCoding {
  NONE,
  GZIP,
  UNKNOWN;

  /** The value of {@code Accept-Encoding}. */
  static final String KNOWN = "gzip, identity";

  static ContentCoding of(HttpServletRequest request) {
    String named = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (named == null || named.isBlank() || named.equalsIgnoreCase("identity")) {
      return NONE;
    }
    return named.equalsIgnoreCase("gzip") || named.equalsIgnoreCase("x-gzip") ? GZIP : UNKNOWN;
  }
}
