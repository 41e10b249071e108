package io.qubix.app;

import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.core.Ordered;

/** The order of the filters. */
public final class FilterOrder {

  /**
   * Surrounds all others and sends their answers. An asynchronous dispatch may bring a request back
   * several times; a listener of its end is told of each restart ({@code onStartAsync}) and must
   * register again there.
   */
  public static final int EXCHANGE = Ordered.HIGHEST_PRECEDENCE;

  /** First, so that all later filters have the id. */
  public static final int CORRELATION = Ordered.HIGHEST_PRECEDENCE + 10;

  /** Spring Security: who asks, from where, how often, and for what. */
  public static final int SECURITY = SecurityFilterProperties.DEFAULT_FILTER_ORDER;

  public static final int BODY_LIMIT = SECURITY + 1;

  private FilterOrder() {}
}
