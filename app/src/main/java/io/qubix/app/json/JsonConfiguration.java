package io.qubix.app.json;

import io.qubix.api.json.Json;
import java.time.Instant;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.ResourceHttpMessageConverter;
import org.springframework.http.converter.ResourceRegionHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

@Configuration(proxyBeanMethods = false)
class JsonConfiguration {

  /** Like Spring Boot's own builder, but reads all stored values. Bodies are read strictly. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  JsonMapper.Builder jsonMapperBuilder(List<JsonMapperBuilderCustomizer> customizers) {
    JsonMapper.Builder builder = Json.builder();
    customizers.forEach(customizer -> customizer.customize(builder));
    return builder;
  }

  @Bean
  JsonMapperBuilderCustomizer instantsAsInTheContract() {
    return builder ->
        builder.addModule(
            new SimpleModule("qubix").addSerializer(Instant.class, new IsoInstants()));
  }

  /** Answers only JSON: other formats on the class path would expose our objects in other forms. */
  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE) // the last one set is used
  ServerHttpMessageConvertersCustomizer jsonBodies(JsonMapper mapper) {
    return converters ->
        converters
            .withJsonConverter(new JsonBodies(mapper))
            .configureMessageConvertersList(all -> all.removeIf(one -> !isOurs(one)));
  }

  private static boolean isOurs(HttpMessageConverter<?> converter) {
    return converter instanceof JsonBodies
        || converter instanceof StringHttpMessageConverter
        || converter instanceof ByteArrayHttpMessageConverter
        || converter instanceof ResourceHttpMessageConverter
        || converter instanceof ResourceRegionHttpMessageConverter;
  }

  @Bean
  WebMvcConfigurer acceptedTypes() {
    return new WebMvcConfigurer() {
      @Override
      public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
        negotiation.strategies(List.of(new AcceptedTypes()));
      }
    };
  }

  @Bean
  WebMvcRegistrations jsonRoutes() {
    return new WebMvcRegistrations() {
      @Override
      public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new JsonRoutes();
      }
    };
  }
}
