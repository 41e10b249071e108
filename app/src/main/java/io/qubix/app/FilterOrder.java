package io.qubix.app;

import org.springframework.core.Ordered;

/** The order of our filters. All come before Spring's own, except its encoding filter. */
public final class FilterOrder {

  /**
   * Surrounds all others and sends their answers. An asynchronous dispatch may bring a request back
   * several times; a listener of its end is told of each restart ({@code onStartAsync}) and must
   * register again there.
   */
  public static final int EXCHANGE = Ordered.HIGHEST_PRECEDENCE;

  /** First, so that all later filters have the id. */
  public static final int CORRELATION = Ordered.HIGHEST_PRECEDENCE + 10;

  /** Before any filter answers, because refusals are pages, too. */
  public static final int PAGE_POLICY = CORRELATION + 1;

  /** Decides whether a browser's origin may send requests at all. */
  public static final int ORIGIN = CORRELATION + 2;

  /** Before the token check, so that guesses count, too. */
  public static final int RATE_LIMIT = CORRELATION + 3;

  public static final int TOKEN = CORRELATION + 4;

  public static final int BODY_LIMIT = CORRELATION + 5;

  private FilterOrder() {}
}
