package io.qubix.app.http;

import io.qubix.api.Rejection;
import io.qubix.app.http.body.Ending;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a limited number of requests at a time. The others wait for their turn without a thread, so
 * that threads stay free for requests outside the lane.
 */
final class Lane {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Duration patience;
  private final Set<Exchange> waiting = new LinkedHashSet<>();
  private int free;

  Lane(int width, Duration patience) {
    this.free = width;
    this.patience = patience;
  }

  /**
   * Returns whether it is this request's turn. If not, the request is dispatched again at its turn,
   * or when it has waited too long.
   */
  synchronized boolean enter(
      Exchange exchange, HttpServletRequest request, HttpServletResponse response) {
    if (exchange.late) {
      throw new Rejection.Unavailable("Too much is asked at once; please try again", RETRY_AFTER);
    }
    if (exchange.inLane || free > 0) {
      free -= exchange.inLane ? 0 : 1;
      exchange.inLane = true;
      exchange.entered = true;
      return true;
    }
    AsyncContext turn = request.startAsync(request, response);
    turn.setTimeout(patience.toMillis());
    turn.addListener(new Turn(exchange));
    exchange.turn = turn;
    waiting.add(exchange);
    return false;
  }

  /**
   * Lets the next request in when one has ended. A waiting request may get its place while the
   * thread that suspended it is still on its way out: it keeps that place.
   */
  void leave(Exchange exchange) {
    if (exchange.entered) {
      giveAway(exchange);
    }
  }

  private void giveAway(Exchange exchange) {
    for (Exchange last = exchange; last != null; ) {
      last = handOn(last);
    }
  }

  /** Returns the next request if it could not be told of its turn. */
  private @Nullable Exchange handOn(Exchange last) {
    Exchange next = passOn(last);
    AsyncContext turn = next == null ? null : next.turn;
    if (turn == null) {
      return null;
    }
    try {
      turn.dispatch();
      return null;
    } catch (IllegalStateException e) {
      return next;
    }
  }

  private synchronized @Nullable Exchange passOn(Exchange last) {
    if (!last.inLane) {
      return null;
    }
    last.inLane = false;
    last.entered = false;
    Iterator<Exchange> first = waiting.iterator();
    if (!first.hasNext()) {
      free++;
      return null;
    }
    Exchange next = first.next();
    first.remove();
    next.inLane = true;
    return next;
  }

  private synchronized boolean giveUp(Exchange exchange) {
    return waiting.remove(exchange);
  }

  /** Hears of the end of a waiting request. */
  private final class Turn implements AsyncListener {

    private final Exchange exchange;

    Turn(Exchange exchange) {
      this.exchange = exchange;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      if (giveUp(exchange)) {
        exchange.late = true;
        event.getAsyncContext().dispatch();
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      over();
      Ending.end(event.getAsyncContext());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      over();
    }

    private void over() {
      if (!giveUp(exchange)) {
        giveAway(exchange);
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
