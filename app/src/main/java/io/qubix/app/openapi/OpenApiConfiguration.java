package io.qubix.app.openapi;

import java.util.Objects;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.webjars.WebJarVersionLocator;

/** Serves the description with Swagger UI. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration implements WebMvcConfigurer {

  private static final String LIBRARY = "swagger-ui";

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
