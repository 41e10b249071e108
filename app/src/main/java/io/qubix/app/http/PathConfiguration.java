package io.qubix.app.http;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PathConfiguration {

  /** Allows a worker named {@code a/b}, which is one segment {@code a%2Fb} in a path. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> namesWithSlashes() {
    String untouched = EncodedSolidusHandling.PASS_THROUGH.getValue();
    return factory ->
        factory.addConnectorCustomizers(
            connector -> {
              connector.setEncodedSolidusHandling(untouched);
              connector.setEncodedReverseSolidusHandling(untouched);
            });
  }
}
