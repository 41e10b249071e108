package io.qubix.app.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request and its answer, between the socket and those who handle it. */
final class Exchange {

  private static final String ATTRIBUTE = Exchange.class.getName();

  private static final Set<Integer> WITHOUT_CONTENT = Set.of(204, 304);

  private final HttpServletRequest asked;
  private final HttpServletResponse answer;
  private final HttpLimits limits;
  final Body body;
  final ReceivedRequest request;
  final HeldAnswer response;

  /** What {@link Lane} knows of it; guarded by the lane. */
  boolean inLane;

  @Nullable AsyncContext turn;
  volatile boolean late;

  Exchange(
      HttpServletRequest asked, HttpServletResponse answer, HttpLimits limits, long bodyLimit) {
    this.asked = asked;
    this.answer = answer;
    this.limits = limits;
    body = new Body(asked, limits, bodyLimit);
    request = new ReceivedRequest(asked, body);
    response = new HeldAnswer(answer);
    asked.setAttribute(ATTRIBUTE, this);
  }

  static @Nullable Exchange of(ServletRequest request) {
    return (Exchange) request.getAttribute(ATTRIBUTE);
  }

  /** Has the container answer for a failure, without waiting for what is still to come. */
  void failed() {
    if (body.isOutstanding()) {
      Connection.of(asked).closeAfterAnswer();
    }
  }

  /** Sends the answer, unless it is still to come. */
  void send() throws IOException {
    if (asked.isAsyncStarted()) {
      return;
    }
    if (response.isLeftToTheContainer()) {
      failed();
      return;
    }
    Octets content = Gzip.maybe(asked, answer, response.content());
    boolean isHead = asked.getMethod().equals("HEAD");
    if (content.size() > 0 || !isHead && !WITHOUT_CONTENT.contains(answer.getStatus())) {
      answer.setContentLength(content.size());
    }
    Sending.start(asked, answer, body, isHead ? new Octets() : content, limits);
  }
}
