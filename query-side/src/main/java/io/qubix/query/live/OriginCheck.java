package io.qubix.query.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;

/**
 * Refuses pages of other origins, unless they are allowed: a browser would let them connect on
 * behalf of their reader.
 */
final class OriginCheck extends OriginHandshakeInterceptor {

  private static final byte[] PROBLEM =
      """
      {"type":"about:blank","title":"Forbidden","status":403,\
      "detail":"This origin is not allowed","instance":"/ws",\
      "success":false,"error":"This origin is not allowed"}"""
          .getBytes(StandardCharsets.UTF_8);

  OriginCheck(List<String> allowed) {
    setAllowedOriginPatterns(allowed);
  }

  @Override
  public boolean beforeHandshake(
      ServerHttpRequest request,
      ServerHttpResponse response,
      WebSocketHandler socket,
      Map<String, Object> attributes)
      throws Exception {
    boolean allowed = super.beforeHandshake(request, response, socket, attributes);
    if (!allowed) {
      explain(response);
    }
    return allowed;
  }

  private static void explain(ServerHttpResponse response) throws IOException {
    response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    response.getBody().write(PROBLEM);
  }
}
