package io.qubix.query.live;

import io.qubix.query.ForQueries;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Configures the addresses of live updates. */
@Configuration(proxyBeanMethods = false)
@ForQueries
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

  /** Takes upgrade requests on {@code /}, too; all other requests there pass. */
  @Bean
  WebSocketHandlerMapping liveHandlerMapping(LiveSocket socket, Environment environment) {
    WebSocketHttpRequestHandler handler = new WebSocketHttpRequestHandler(socket);
    handler.setHandshakeInterceptors(List.of(new OriginCheck(allowedOrigins(environment))));
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
}
