package io.qubix.app.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.Scope;
import io.qubix.app.ConsolePaths;
import io.qubix.app.problem.ProblemWriter;
import io.qubix.app.security.access.Access;
import io.qubix.app.security.access.AccessTable;
import io.qubix.app.security.limit.RateLimitFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.web.filter.CorsFilter;

/**
 * Two chains of Spring Security: one for programs, which present a key with each request, and one
 * for people, who sign in. Both ask the same table (docs/adr/0036).
 */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

  private static final Set<String> FOR_PROGRAMS = Set.of("/api", "/ws", "/health", "/v3");

  private final LockProperties properties;
  private final AccessTable table;
  private final AuthenticationManager callers;
  private final SecurityContextRepository sessions;
  private final ProblemWriter problems;
  private final Refusals refusals;
  private final RateLimitFilter limit;
  private final OwnObjects own;

  SecurityChains(
      LockProperties properties,
      AccessTable table,
      AuthenticationManager callers,
      SecurityContextRepository sessions,
      ProblemWriter problems,
      Refusals refusals,
      RateLimitFilter limit,
      OwnObjects own) {
    this.properties = properties;
    this.table = table;
    this.callers = callers;
    this.sessions = sessions;
    this.problems = problems;
    this.refusals = refusals;
    this.limit = limit;
    this.own = own;
  }

  @Bean
  @Order(1)
  SecurityFilterChain forPrograms(HttpSecurity http) {
    return chain(
        http.securityMatcher(SecurityChains::isOfAProgram).logout(AbstractHttpConfigurer::disable));
  }

  @Bean
  @Order(2)
  SecurityFilterChain forPeople(HttpSecurity http, List<HeaderWriter> policies) {
    return chain(
        http.headers(headers -> policies.forEach(headers::addHeaderWriter))
            .logout(
                logout ->
                    logout
                        .logoutRequestMatcher(pathPattern(HttpMethod.POST, ConsolePaths.SIGN_OUT))
                        .logoutSuccessUrl(ConsolePaths.SIGN_IN)));
  }

  private static boolean isOfAProgram(HttpServletRequest request) {
    return ConsolePaths.isUnderAny(ConsolePaths.pathOf(request), FOR_PROGRAMS)
        || ConsolePaths.opensWebSocket(request);
  }

  private SecurityFilterChain chain(HttpSecurity http) {
    Origins origins = new Origins(properties.cors(), problems);
    CorsFilter cors = new CorsFilter(origins);
    cors.setCorsProcessor(origins);
    http.headers(SecurityChains::headers)
        .addFilter(cors)
        .addFilterAfter(limit, CorsFilter.class)
        // The cookie counts for requests of our own pages only, so they need no token against
        // forgery (Origins).
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(AbstractHttpConfigurer::disable)
        .servletApi(AbstractHttpConfigurer::disable)
        .securityContext(
            it ->
                it.securityContextRepository(
                    new DelegatingSecurityContextRepository(
                        new RequestAttributeSecurityContextRepository(), sessions)))
        .exceptionHandling(
            it -> it.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .authorizeHttpRequests(
            requests ->
                requests
                    // It was authorized when it arrived.
                    .dispatcherTypeMatchers(DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(request -> table.rowOf(request) != null)
                    .access(this::byTheTable)
                    .anyRequest()
                    .denyAll());
    if (properties.locked()) {
      http.addFilterBefore(keys(), AnonymousAuthenticationFilter.class);
    } else {
      http.anonymous(
          anybody ->
              anybody
                  .principal(Caller.ANYBODY)
                  .authorities(
                      CallerAuthentication.authorities(Role.OPERATOR, Scope.of(Role.OPERATOR))));
    }
    return http.build();
  }

  /** Adds only what browsers need; the cache is the business of each answer. */
  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .defaultsDisabled()
        .contentTypeOptions(it -> {})
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
    headers.addObjectPostProcessor(
        new ObjectPostProcessor<HeaderWriterFilter>() {
          @Override
          public <F extends HeaderWriterFilter> F postProcess(F filter) {
            filter.setShouldWriteHeadersEagerly(true);
            return filter;
          }
        });
  }

  /** A wrong key refuses nothing that needs none. */
  private AuthenticationFilter keys() {
    AuthenticationFilter filter = new AuthenticationFilter(callers, PresentedKey::in);
    filter.setRequestMatcher(
        request -> {
          Access row = table.rowOf(request);
          return row == null || !row.isPublic();
        });
    filter.setSuccessHandler((request, response, caller) -> {});
    AuthenticationEntryPointFailureHandler failures =
        new AuthenticationEntryPointFailureHandler(refusals);
    failures.setRethrowAuthenticationServiceException(false);
    filter.setFailureHandler(failures);
    return filter;
  }

  private AuthorizationDecision byTheTable(
      Supplier<? extends Authentication> caller, RequestAuthorizationContext asked) {
    Access row = table.rowOf(asked.getRequest());
    return new AuthorizationDecision(
        row != null && (row.isPublic() || mayPass(caller.get(), row, asked.getRequest())));
  }

  private boolean mayPass(Authentication known, Access row, HttpServletRequest request) {
    if (!(known.getPrincipal() instanceof Caller caller)
        || !CallerAuthentication.has(known, row.scope())) {
      return false;
    }
    Access.Reach reach = row.of(caller.role());
    return reach == Access.Reach.ALL
        || reach == Access.Reach.OWN && own.areOf(caller, row, request);
  }
}
