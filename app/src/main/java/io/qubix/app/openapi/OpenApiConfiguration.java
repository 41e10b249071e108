package io.qubix.app.openapi;

import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** Serves the description with Swagger UI. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration implements WebMvcConfigurer {

  private static final String LIBRARY = "swagger-ui";

  /** Swagger UI sets styles of its own; it may not be framed, and talks to this server only. */
  @Bean
  static HeaderWriter swaggerPolicy() {
    return new DelegatingRequestMatcherHeaderWriter(
        PathPatternRequestMatcher.pathPattern("/swagger-ui/**"),
        new ContentSecurityPolicyHeaderWriter(
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"));
  }

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/swagger-ui.html", "/swagger-ui/index.html");
  }

  /** Serves Swagger UI's files, except the one that names the description. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    String version = Objects.requireNonNull(new WebJarVersionLocator().version(LIBRARY), LIBRARY);
    registry
        .addResourceHandler("/swagger-ui/**")
        .addResourceLocations(
            "classpath:/openapi/swagger-ui/",
            "classpath:/META-INF/resources/webjars/" + LIBRARY + "/" + version + "/");
  }
}
