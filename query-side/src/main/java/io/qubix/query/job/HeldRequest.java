package io.qubix.query.job;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that is answered later, by the thread that brings the answer. An asynchronous answer of
 * Spring's goes through the container, the filters and the mapping a second time first: most of
 * what a poll costs.
 */
final class HeldRequest {

  private static final Logger LOGGER = LoggerFactory.getLogger(HeldRequest.class);

  private static final String HELD = HeldRequest.class.getName();
  private static final String FAILURE = HELD + ".failure";

  /** What a socket takes without waiting for its reader: larger answers are the container's. */
  private static final int SMALL = 16_384;

  private static final Runnable LEFT = () -> {};

  private final HttpServletRequest request;
  private final AsyncContext context;

  /**
   * Null while the request is still on its way through the filters, which may yet touch the
   * response; then {@link #LEFT}. What comes before that waits here.
   */
  private final AtomicReference<@Nullable Runnable> last = new AtomicReference<>();

  private HeldRequest(HttpServletRequest request) {
    this.request = request;
    this.context = request.startAsync();
  }

  /**
   * Holds a request.
   *
   * @param atMost for the container, should an answer never come
   * @param over called when it was answered, or its client has gone
   */
  static HeldRequest hold(HttpServletRequest request, Duration atMost, Runnable over) {
    HeldRequest held = new HeldRequest(request);
    held.context.setTimeout(atMost.toMillis());
    held.context.addListener(new Over(over));
    request.setAttribute(HELD, held);
    return held;
  }

  /**
   * For the start of the handler, which is called again when there is a failure.
   *
   * @throws RuntimeException the failure
   */
  static void throwFailure(HttpServletRequest request) {
    if (request.getAttribute(FAILURE) instanceof RuntimeException failure) {
      throw failure;
    }
  }

  /** Answers as JSON. This thread is kept for what is small, and waits for no client. */
  void answer(Object body, JsonMapper json) {
    onceLeft(
        () -> {
          byte[] small = small(body, json);
          if (small != null) {
            write(small);
          } else {
            context.start(() -> writeLarge(body, json));
          }
        });
  }

  /** Null when it is large, or cannot be written: that shows where it may take its time. */
  private static byte @Nullable [] small(Object body, JsonMapper json) {
    Small small = new Small();
    try {
      json.writeValue(small, body);
      return small.toByteArray();
    } catch (JacksonException e) {
      return null;
    }
  }

  /** Has the failure told as any other is. */
  void fail(RuntimeException failure) {
    onceLeft(
        () -> {
          request.setAttribute(FAILURE, failure);
          context.dispatch();
        });
  }

  private void onceLeft(Runnable step) {
    if (!last.compareAndSet(null, step)) {
      step.run();
    }
  }

  private void left() {
    if (!last.compareAndSet(null, LEFT)) {
      last.get().run();
    }
  }

  private void writeLarge(Object body, JsonMapper json) {
    byte[] large;
    try {
      large = json.writeValueAsBytes(body);
    } catch (JacksonException e) {
      request.setAttribute(FAILURE, e);
      context.dispatch();
      return;
    }
    write(large);
  }

  private void write(byte[] json) {
    try {
      HttpServletResponse response = (HttpServletResponse) context.getResponse();
      response.setContentType(MediaType.APPLICATION_JSON_VALUE);
      response.setContentLength(json.length);
      response.getOutputStream().write(json);
      // Now, and not when the container has found a thread for the rest.
      response.flushBuffer();
      context.complete();
    } catch (IOException | IllegalStateException e) {
      LOGGER.debug("A held request's client has gone: {}", e.getMessage());
    }
  }

  /** The outermost filter: behind it nobody touches the response any more. */
  static final class Filter extends org.springframework.web.filter.OncePerRequestFilter {

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      try {
        chain.doFilter(request, response);
      } finally {
        if (request.getAttribute(HELD) instanceof HeldRequest held) {
          held.left();
        }
      }
    }
  }

  /** Takes only so much. */
  private static final class Small extends ByteArrayOutputStream {

    Small() {
      super(SMALL / 8);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (size() + length > SMALL) {
        throw JacksonIOException.construct(new IOException("It is large"));
      }
      super.write(bytes, offset, length);
    }
  }

  /** Hears that a request is over, however that came about. */
  private record Over(Runnable action) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onError(AsyncEvent event) {
      action.run();
      if (event.getThrowable() instanceof IOException) {
        // The client has gone: there is nobody to be told, and it is no fault of ours.
        event.getAsyncContext().complete();
      }
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
