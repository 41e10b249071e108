package io.qubix.app.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Reads the Accept header and ignores charsets. Every answer is UTF-8, as RFC 8259 requires of
 * JSON. Spring finds a route without looking at the charset, so the answer must not fail on it
 * later.
 */
final class AcceptedTypes extends HeaderContentNegotiationStrategy {

  @Override
  public List<MediaType> resolveMediaTypes(NativeWebRequest request)
      throws HttpMediaTypeNotAcceptableException {
    return super.resolveMediaTypes(request).stream().map(AcceptedTypes::withoutCharset).toList();
  }

  private static MediaType withoutCharset(MediaType type) {
    Map<String, String> parameters = new LinkedHashMap<>(type.getParameters());
    parameters.keySet().removeIf("charset"::equalsIgnoreCase);
    return new MediaType(type, parameters);
  }
}
