package io.qubix.app.http;

import io.qubix.api.json.Allowance;
import io.qubix.app.http.answer.AnswerBudget;
import io.qubix.app.http.answer.Gzip;
import io.qubix.app.http.answer.HeldAnswer;
import io.qubix.app.http.answer.Sending;
import io.qubix.app.http.body.Body;
import io.qubix.app.http.body.BodyBudget;
import io.qubix.app.http.body.Form;
import io.qubix.app.http.body.HttpLimits;
import io.qubix.app.http.body.Octets;
import io.qubix.app.http.body.ReceivedRequest;
import io.qubix.app.http.connection.Connection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request and its answer, between the socket and the handlers. */
public final class Exchange {

  private static final String ATTRIBUTE = Exchange.class.getName();

  private static final Set<Integer> WITHOUT_CONTENT = Set.of(204, 304);

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final HttpServletRequest asked;
  private final HttpServletResponse answer;
  private final HttpLimits limits;
  private final Memory memory;
  final AnswerBudget.Claim held;
  final BodyBudget.Claim read;
  final Body body;
  final ReceivedRequest request;
  final HeldAnswer response;

  /** Whether it has a place in the {@link Lane}; guarded by the lane. */
  boolean inLane;

  /** Whether its handler was let in; set by the lane. */
  volatile boolean entered;

  private @Nullable Sending sending;

  @Nullable AsyncContext turn;
  volatile boolean late;

  Exchange(
      HttpServletRequest asked,
      HttpServletResponse answer,
      HttpLimits limits,
      long bodyLimit,
      Memory memory) {
    this.asked = asked;
    this.answer = answer;
    this.limits = limits;
    this.memory = memory;
    held = memory.answers().claim();
    read = memory.read().claim();
    body =
        new Body(
            asked,
            limits,
            Form.isIn(asked) ? Math.min(Form.MOST_BYTES, bodyLimit) : bodyLimit,
            memory.received());
    request = new ReceivedRequest(asked, body);
    response = new HeldAnswer(answer, held, READING.contains(asked.getMethod()));
    asked.setAttribute(ATTRIBUTE, this);
  }

  public static @Nullable Exchange of(ServletRequest request) {
    return (Exchange) request.getAttribute(ATTRIBUTE);
  }

  /** Returns the memory for the values that are read from the body. */
  public Allowance allowance() {
    return new Allowance() {
      @Override
      public void take(long bytes) {
        read.take(bytes);
      }

      @Override
      public void giveBack() {
        releaseBody();
      }
    };
  }

  /** Makes the container answer a failure, without waiting for the rest of the request. */
  void failed() {
    if (body.isOutstanding()) {
      Connection.of(asked).closeAfterAnswer();
    }
  }

  /** Returns whether the request goes on after the container's thread has left it. */
  boolean isPutAside() {
    return asked.isAsyncStarted();
  }

  /**
   * Releases the memory at the very end. The context of a suspended request reports its end; each
   * restart forgets the listeners of the one before, so this is called after each.
   */
  void releaseAtItsEnd() {
    if (isPutAside()) {
      asked.getAsyncContext().addListener(new AtItsEnd());
    } else {
      release();
    }
  }

  /** Returns whether its answer was given up for others while it was sent. */
  boolean isGivenUp() {
    return sending != null && sending.isGivenUp();
  }

  void close() {
    Connection.of(asked).closeNow();
  }

  private void release() {
    releaseBody();
    held.close();
  }

  private void releaseBody() {
    body.release();
    read.close();
  }

  /** Sends the answer, unless it is still to come. */
  void send() throws IOException {
    if (isPutAside()) {
      return;
    }
    if (response.isLeftToTheContainer()) {
      failed();
      return;
    }
    Octets content = response.content();
    Octets sent = Gzip.maybe(asked, answer, content);
    boolean isHead = asked.getMethod().equals("HEAD");
    if (sent.size() > 0 || !isHead && !WITHOUT_CONTENT.contains(answer.getStatus())) {
      answer.setContentLength(sent.size());
    }
    if (isHead) {
      sent = new Octets();
    }
    if (sent != content) {
      content.release();
    }
    held.hold(sent.array().length);
    releaseBody();
    sending = Sending.start(asked, answer, body, sent, limits, held, memory.answers());
  }

  private final class AtItsEnd implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      release();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
