package io.qubix.app.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor;

/** Installs our handler of futures before Spring's, which never answers at once. */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

  @Bean
  static BeanPostProcessor futureAnswers() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof RequestMappingHandlerAdapter adapter) {
          prepend(adapter);
        }
        return bean;
      }
    };
  }

  private static void prepend(RequestMappingHandlerAdapter adapter) {
    List<HandlerMethodReturnValueHandler> handlers =
        new ArrayList<>(Objects.requireNonNull(adapter.getReturnValueHandlers()));
    HandlerMethodReturnValueHandler bodies =
        handlers.stream()
            .filter(RequestResponseBodyMethodProcessor.class::isInstance)
            .findFirst()
            .orElseThrow();
    handlers.add(0, new FutureAnswers(bodies));
    adapter.setReturnValueHandlers(handlers);
  }
}
