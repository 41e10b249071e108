package io.qubix.app.journey;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * Sockets with small buffers: the server notices a client that does not read after some 100 kB, not
 * megabytes.
 */
class SmallSockets {

  static final String OPTION = "--spring.main.sources=" + SmallSockets.class.getName();

  @Bean
  static WebServerFactoryCustomizer<TomcatServletWebServerFactory> tinySendBuffers() {
    return factory ->
        factory.addConnectorCustomizers(
            connector -> connector.setProperty("socket.txBufSize", "65536"));
  }
}
