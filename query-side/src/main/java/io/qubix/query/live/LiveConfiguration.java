package io.qubix.query.live;

import io.qubix.query.ForQueries;
import java.util.List;
import java.util.Map;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.LoggingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Where live updates come from, and where clients find them. */
@Configuration(proxyBeanMethods = false)
@ForQueries
@EnableConfigurationProperties(LiveProperties.class)
class LiveConfiguration {

  static final String LIVE = "live";

  private static final int BATCH = 100;

  /**
   * Every node hears everything from now on: nothing is claimed, stored or made up for. An event
   * that can't be told is logged and left behind; nobody's books depend on it.
   */
  @Autowired
  void followTheLog(EventProcessingConfigurer events) {
    events.registerListenerInvocationErrorHandler(LIVE, axon -> new LoggingErrorHandler());
    // A thread of its own that reads the log itself: fewer hops than a pool.
    events.registerTrackingEventProcessor(
        LIVE,
        axon -> axon.eventStore(),
        axon ->
            TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andBatchSize(BATCH)
                .andInitialTrackingToken(StreamableMessageSource::createHeadToken));
    events.registerTokenStore(LIVE, axon -> new InMemoryTokenStore());
    events.registerTransactionManager(LIVE, axon -> NoTransactionManager.instance());
  }

  /** An upgrade request on {@code /} is for the WebSocket, too; any other is left alone. */
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
