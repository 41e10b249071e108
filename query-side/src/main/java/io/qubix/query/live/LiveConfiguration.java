package io.qubix.query.live;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.CurrentCaller;
import io.qubix.query.ForQueries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.OriginHandshakeInterceptor;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Configures the addresses of live updates. */
@Configuration(proxyBeanMethods = false)
@ForQueries
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

  /** Takes upgrade requests on {@code /}, too; all other requests there pass. */
  @Bean
  WebSocketHandlerMapping liveHandlerMapping(
      LiveSocket socket, ObjectProvider<CurrentCaller> current, Environment environment) {
    WebSocketHttpRequestHandler handler = new WebSocketHttpRequestHandler(socket);
    handler.setHandshakeInterceptors(
        List.of(
            new OriginCheck(allowedOrigins(environment)),
            new CallerNote(current.getIfAvailable(() -> () -> Caller.ANYBODY))));
    WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
    mapping.setWebSocketUpgradeMatch(true);
    mapping.setUrlMap(Map.of("/ws", handler, "/", handler));
    mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return mapping;
  }

  private static List<String> allowedOrigins(Environment environment) {
    return Binder.get(environment)
        .bind("qubix.cors", Bindable.listOf(String.class))
        .orElse(List.of());
  }

  /** Notes who opens a connection, so that it can end when its key does. */
  private record CallerNote(CurrentCaller current) implements HandshakeInterceptor {

    @Override
    public boolean beforeHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler socket,
        Map<String, Object> attributes) {
      attributes.put(LiveSocket.STANDING, current.standing());
      return true;
    }

    @Override
    public void afterHandshake(
        ServerHttpRequest request,
        ServerHttpResponse response,
        WebSocketHandler socket,
        @Nullable Exception failure) {}
  }

  /**
   * Refuses pages of other origins, unless they are allowed: a browser would let them connect on
   * behalf of their reader.
   */
  private static final class OriginCheck extends OriginHandshakeInterceptor {

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
}
