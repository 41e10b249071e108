package io.qubix.app.http.answer;

import io.qubix.app.http.body.Body;
import io.qubix.app.http.body.Ending;
import io.qubix.app.http.body.HttpLimits;
import io.qubix.app.http.body.Octets;
import io.qubix.app.http.body.UnderWay;
import io.qubix.app.http.connection.Connection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * Sends an answer as fast as its client reads, without blocking a thread. The request ends when all
 * has left for the client: otherwise the container would wait for the rest.
 */
public final class Sending implements WriteListener, AsyncListener, UnderWay.Transfer {

  private static final int AT_ONCE = 65_536;

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Connection connection;
  private final Body body;
  private final Octets content;
  private final AnswerBudget.Claim memory;
  private final AnswerBudget budget;
  private int position;
  private boolean flushed;
  private boolean over;
  private volatile boolean givenUp;
  private volatile long progressed = System.nanoTime();

  private Sending(
      AsyncContext context,
      ServletOutputStream out,
      Connection connection,
      Body body,
      Octets content,
      AnswerBudget.Claim memory,
      AnswerBudget budget) {
    this.context = context;
    this.out = out;
    this.connection = connection;
    this.body = body;
    this.content = content;
    this.memory = memory;
    this.budget = budget;
  }

  /**
   * @param request as the container gave it, like {@code response}
   */
  public static Sending start(
      HttpServletRequest request,
      HttpServletResponse response,
      Body body,
      Octets content,
      HttpLimits limits,
      AnswerBudget.Claim memory,
      AnswerBudget budget)
      throws IOException {
    AsyncContext context = request.startAsync();
    context.setTimeout(limits.timeFor(content.size()).toMillis());
    Sending sending =
        new Sending(
            context,
            response.getOutputStream(),
            Connection.of(request),
            body,
            content,
            memory,
            budget);
    context.addListener(sending);
    budget.began(sending);
    sending.out.setWriteListener(sending);
    return sending;
  }

  @Override
  public Duration stalledFor() {
    return Duration.ofNanos(System.nanoTime() - progressed);
  }

  @Override
  public void onWritePossible() throws IOException {
    if (isSent()) {
      body.drop(context::complete);
    }
  }

  private synchronized boolean isSent() throws IOException {
    while (!over && out.isReady()) {
      if (position < content.size()) {
        int next = Math.min(AT_ONCE, content.size() - position);
        out.write(content.array(), position, next);
        position += next;
        progressed = System.nanoTime();
      } else if (flushed) {
        end();
        return true;
      } else {
        flushed = true;
        out.flush();
      }
    }
    return false;
  }

  private void end() {
    over = true;
    budget.ended(this);
    content.release();
    memory.close();
  }

  public boolean isGivenUp() {
    return givenUp;
  }

  @Override
  public void giveUp() {
    synchronized (this) {
      if (over) {
        return;
      }
      givenUp = true;
      end();
    }
    try {
      context.dispatch();
    } catch (IllegalStateException e) {
      // The request is already over.
    }
  }

  @Override
  public void onError(Throwable thrown) {
    // The client is gone: the container reports it once more below.
  }

  @Override
  public void onError(AsyncEvent event) {
    Ending.end(context);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    connection.closeNow();
    Ending.end(context);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    synchronized (this) {
      end();
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
