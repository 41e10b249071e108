package io.qubix.app.console.layout;

import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobRules;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.app.security.LockProperties;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Serves the console's files, and sets the variables of its pages. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration implements WebMvcConfigurer {

  private static final CacheControl FOR_EVER =
      CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

  private final Assets assets;

  ConsoleConfiguration(Assets assets) {
    this.assets = assets;
  }

  /**
   * Sets variables, not beans: in expressions that set an attribute, Thymeleaf allows only
   * variables.
   */
  @Autowired
  void tellThePages(
      ThymeleafViewResolver views, Formats show, LockProperties lock, MatchingPolicy policy) {
    views.addStaticVariable("assets", assets);
    views.addStaticVariable("show", show);
    views.addStaticVariable("locked", lock.locked());
    views.addStaticVariable("policy", policy);
    views.addStaticVariable(
        "limits", Map.of("name", Limits.NAME, "address", Limits.ADDRESS, "reason", Limits.REASON));
    views.addStaticVariable("rules", Map.of("patience", JobRules.PATIENCE.toSeconds()));
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    serve(registry, "/**", Assets.OWN);
    serve(registry, "/lib/htmx/**", assets.library("htmx.org"));
    serve(registry, "/lib/uplot/**", assets.library("uplot"));
  }

  private void serve(ResourceHandlerRegistry registry, String pattern, String location) {
    registry
        .addResourceHandler(assets.root() + pattern)
        .addResourceLocations(location)
        .setCacheControl(FOR_EVER);
  }
}
