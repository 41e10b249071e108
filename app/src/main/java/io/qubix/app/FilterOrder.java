package io.qubix.app;

import org.springframework.core.Ordered;

/** In which order requests pass our filters; all come before Spring's own, but for its encoding. */
public final class FilterOrder {

  /**
   * Around everything: it sends what the others answer. A request may be put aside and come again
   * by an asynchronous dispatch, more than once; a listener of its end hears of each beginning
   * ({@code onStartAsync}) and must register again there.
   */
  public static final int EXCHANGE = Ordered.HIGHEST_PRECEDENCE;

  /** First, so that everything after it has the id. */
  public static final int CORRELATION = Ordered.HIGHEST_PRECEDENCE + 10;

  /** Before anybody answers: refusals are pages, too. */
  public static final int PAGE_POLICY = CORRELATION + 1;

  /** Whether a browser may be here at all. */
  public static final int ORIGIN = CORRELATION + 2;

  /** Before the token is looked at: guesses count too. */
  public static final int RATE_LIMIT = CORRELATION + 3;

  public static final int TOKEN = CORRELATION + 4;

  public static final int BODY_LIMIT = CORRELATION + 5;

  private FilterOrder() {}
}
