package io.qubix.app.http;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PathConfiguration {

  /** A worker may be called {@code a/b}; in a path it then is {@code a%2Fb}, one segment. */
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
