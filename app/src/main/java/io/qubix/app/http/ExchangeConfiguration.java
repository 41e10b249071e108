package io.qubix.app.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.qubix.app.ConsolePaths;
import io.qubix.app.FilterOrder;
import io.qubix.app.http.body.HttpLimits;
import io.qubix.app.http.connection.CappedProtocol;
import io.qubix.app.http.connection.ConnectionCap;
import io.qubix.app.http.connection.ConnectionValve;
import io.qubix.app.problem.ProblemWriter;
import io.qubix.runtime.memory.LargeAnswers;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.util.unit.DataSize;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Keeps clients from holding threads (docs/adr/0011): a request reaches its handler when its body
 * has arrived, and its answer is sent as fast as the client reads.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpLimits.class)
class ExchangeConfiguration {

  /** The routes outside the lane, which are answered under any load. */
  private static final Set<String> ALWAYS =
      Set.of("/health", "/api/providers/{workerId}/heartbeat");

  /**
   * The threads for requests outside the lane. A request that waits for the lane goes through the
   * filters twice, so the lane has all the others.
   */
  private static final int OUTSIDE_THE_LANE = 40;

  /** The headers that describe an answer's content and do not fit the answer that replaces it. */
  private static final List<String> OF_THE_CONTENT =
      List.of(
          HttpHeaders.ETAG,
          HttpHeaders.LAST_MODIFIED,
          HttpHeaders.CONTENT_ENCODING,
          HttpHeaders.CONTENT_DISPOSITION);

  /** Threads without a request bound their own loads. */
  @Bean
  LargeAnswers largeAnswers() {
    return () -> {
      Exchange exchange =
          RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
              ? Exchange.of(request.getRequest())
              : null;
      return exchange == null ? LargeAnswers.UNLIMITED.ofThisRequest() : exchange.held;
    };
  }

  @Bean
  Lane lane(HttpLimits limits, @Value("${server.tomcat.threads.max}") int threads) {
    return new Lane(threads - OUTSIDE_THE_LANE, limits.patience());
  }

  @Bean
  Memory memory(MeterRegistry meters) {
    return Memory.of(Runtime.getRuntime().maxMemory()).measuredBy(meters);
  }

  @Bean
  FilterRegistrationBean<Filter> exchanges(
      HttpLimits limits,
      Lane lane,
      Memory memory,
      ProblemWriter problems,
      @Value("${qubix.limits.body:8MB}") DataSize bodyLimit) {
    FilterRegistrationBean<Filter> filter =
        new FilterRegistrationBean<>(
            new Exchanges(limits, lane, memory, problems, bodyLimit.toBytes()));
    filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
    filter.setOrder(FilterOrder.EXCHANGE);
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> connections(HttpLimits limits) {
    ConnectionCap cap = new ConnectionCap(limits.connectionsPerAddress(), limits.proxies());
    return factory -> {
      factory.setProtocol(CappedProtocol.class.getName());
      factory.addEngineValves(new ConnectionValve());
      // Forms are read from memory like any body; the container would block for them.
      factory.addConnectorCustomizers(
          connector -> {
            connector.setParseBodyMethods("");
            if (connector.getProtocolHandler() instanceof CappedProtocol capped) {
              capped.cap(cap);
            }
          });
    };
  }

  @Bean
  WebMvcConfigurer bodyAndTurnFirst(Lane lane) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Gate(lane)).order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  /** The outermost filter. */
  private record Exchanges(
      HttpLimits limits, Lane lane, Memory memory, ProblemWriter problems, long bodyLimit)
      implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      Exchange known = Exchange.of(request);
      if (known != null && known.isGivenUp()) {
        known.close();
      } else if (known != null) {
        pass(known, request, response, chain);
      } else if (isHandshake((HttpServletRequest) request)) {
        chain.doFilter(request, response);
      } else {
        Exchange exchange =
            new Exchange(
                (HttpServletRequest) request,
                (HttpServletResponse) response,
                limits,
                bodyLimit,
                memory);
        pass(exchange, exchange.request, exchange.response, chain);
      }
    }

    /**
     * Returns whether a request is a WebSocket handshake, which has no body and no answer to keep.
     */
    private static boolean isHandshake(HttpServletRequest request) {
      return ConsolePaths.opensWebSocket(request)
          && request.getContentLengthLong() <= 0
          && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    private void pass(
        Exchange exchange, ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      boolean answered = false;
      try {
        chain.doFilter(request, response);
        answered = true;
      } finally {
        lane.leave(exchange);
        if (!answered) {
          exchange.failed();
          exchange.releaseAtItsEnd();
        }
      }
      try {
        if (exchange.response.isRefused() && !exchange.isPutAside()) {
          refuse(exchange);
        }
        exchange.send();
      } finally {
        exchange.releaseAtItsEnd();
      }
    }

    private void refuse(Exchange exchange) throws IOException {
      exchange.response.resetBuffer();
      for (String header : OF_THE_CONTENT) {
        exchange.response.setHeader(header, null);
      }
      exchange.response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      problems.refuse(
          exchange.request,
          exchange.response,
          503,
          "Too many large answers are under way; please try again");
    }
  }

  /** Stands behind the mapping, so that a request without a handler is refused unread. */
  private record Gate(Lane lane) implements HandlerInterceptor {

    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler)
        throws IOException {
      Exchange exchange = Exchange.of(request);
      if (exchange == null
          || !(handler instanceof HandlerMethod)
          || WebAsyncUtils.getAsyncManager(request).hasConcurrentResult()) {
        return true;
      }
      return exchange.body.isHere(request, response)
          && (ALWAYS.contains(
                  String.valueOf(
                      request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)))
              || lane.enter(exchange, request, response));
    }
  }
}
