package io.qubix.app.http.body;

import io.qubix.api.Rejection;
import io.qubix.app.http.connection.Connection;
import io.qubix.app.problem.BodyTooLarge;
import io.qubix.app.problem.BodyTooSlow;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The body of a request. It is read without blocking a thread: what has arrived at once, the rest
 * while the request is suspended.
 */
public final class Body implements ReadListener, UnderWay.Transfer {

  /** The most bytes that are read and dropped so that a refused client can read why. */
  private static final long DROPPED_AT_MOST = 32L * 1024 * 1024;

  /** As many further bytes count as progress. */
  private static final int PROGRESS = 65_536;

  private final HttpServletRequest request;
  private final HttpLimits limits;
  private final long limit;
  private final BodyBudget.Claim memory;
  private Octets content = new Octets();
  private byte[] buffer = {};
  private @Nullable ServletInputStream in;
  private final AtomicReference<@Nullable AsyncContext> waiting = new AtomicReference<>();
  private volatile @Nullable Exception failure;
  private @Nullable Runnable whenDropped;
  private boolean listening;
  private volatile boolean complete;

  /** Whether the content is still packed. */
  private boolean packed;

  private long dropped;

  private int marked;
  private volatile long progressed = System.nanoTime();

  /** Ends the current window of time, after which the body must have made progress. */
  private CompletableFuture<Void> window = CompletableFuture.completedFuture(null);

  public Body(HttpServletRequest request, HttpLimits limits, long limit, BodyBudget memory) {
    this.request = request;
    this.limits = limits;
    this.limit = limit;
    this.memory = memory.claim(this);
    packed = ContentCoding.of(request) == ContentCoding.GZIP;
  }

  boolean isComplete() {
    return complete;
  }

  /** Returns whether a part of the body is still to come. */
  public boolean isOutstanding() {
    return !complete && isExpected();
  }

  Octets content() {
    return content;
  }

  private boolean isExpected() {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  /**
   * Returns whether the whole body has arrived. If not, the request is suspended and dispatched
   * again when it has, or when it is refused.
   *
   * @param seen the request as its handler sees it
   * @throws IOException if the body is refused
   */
  public boolean isHere(HttpServletRequest seen, HttpServletResponse response) throws IOException {
    rejectIfFailed();
    if (!hasArrived()) {
      await(seen, response);
      return false;
    }
    rejectIfFailed();
    unpack();
    return true;
  }

  private void rejectIfFailed() throws IOException {
    if (failure instanceof IOException io) {
      throw io;
    }
    if (failure instanceof Rejection refused) {
      throw refused;
    }
  }

  private boolean hasArrived() throws IOException {
    if (!complete) {
      if (!isExpected()) {
        arrived();
      } else if (!listening) {
        takeWhatIsThere();
      }
    }
    return complete;
  }

  /** Replaces the packed body by the unpacked one, so that every reader sees it. */
  private void unpack() throws IOException {
    if (packed && content.size() > 0) {
      packed = false;
      Octets source = content;
      content = new Octets();
      try (InputStream unpacked = new GZIPInputStream(source.read())) {
        for (int octets = 0; octets >= 0; octets = unpacked.read(buffer)) {
          take(octets);
        }
      }
      source.release();
    }
  }

  private void await(HttpServletRequest seen, HttpServletResponse response) {
    AsyncContext context = seen.startAsync(seen, response);
    // The container would dispatch at a timeout, and lose what arrives meanwhile: it would never be
    // told of.
    context.setTimeout(0);
    context.addListener(new Ended());
    waiting.set(context);
    watch();
    if (!listening) {
      listening = true;
      input().setReadListener(this);
    }
    if (failure != null) {
      // The body was given up while no dispatch was possible.
      dispatch();
    }
  }

  private ServletInputStream input() {
    if (in == null) {
      buffer = new byte[8_192];
      try {
        in = request.getInputStream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return in;
  }

  /** Reads what has arrived without blocking, which needs an announced length. */
  private void takeWhatIsThere() throws IOException {
    if (request.getContentLengthLong() > 0) {
      ServletInputStream source = input();
      for (int there = source.available();
          there > 0 && !source.isFinished();
          there = source.available()) {
        take(source.read(buffer, 0, Math.min(there, buffer.length)));
      }
      if (source.isFinished()) {
        arrived();
      }
    }
  }

  /** Keeps the body from now on: it is no longer given up for others. */
  private synchronized void arrived() {
    complete = true;
    memory.arrived();
  }

  private void take(int octets) throws BodyTooLarge {
    if (octets > 0) {
      if (content.size() + octets > limit) {
        throw new BodyTooLarge(limit);
      }
      memory.take(content.sizeWith(octets) - content.array().length);
      keep(octets);
    }
  }

  private synchronized void keep(int octets) {
    if (failure == null) {
      content.write(buffer, 0, octets);
      if (content.size() - marked >= PROGRESS) {
        marked = content.size();
        progressed = System.nanoTime();
      }
    }
  }

  @Override
  public Duration stalledFor() {
    return Duration.ofNanos(System.nanoTime() - progressed);
  }

  @Override
  public void giveUp() {
    synchronized (this) {
      if (complete) {
        return;
      }
      fail(new BodyTooSlow());
    }
    dispatch();
  }

  /** Looks for progress after a window of time, and again until the body has arrived. */
  private synchronized void watch() {
    long since = System.nanoTime();
    int before = content.size();
    window =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    window.thenRun(() -> demandProgress(since, before));
  }

  private void demandProgress(long since, int before) {
    synchronized (this) {
      if (waiting.get() == null || complete || failure != null) {
        return;
      }
      double seconds = (System.nanoTime() - since) / 1e9;
      if (content.size() - before >= seconds * limits.leastRate().toBytes()) {
        watch();
        return;
      }
    }
    giveUp();
  }

  @Override
  public void onDataAvailable() throws IOException {
    ServletInputStream source = input();
    try {
      while (failure == null && source.isReady() && !source.isFinished()) {
        take(source.read(buffer));
      }
    } catch (BodyTooLarge | Rejection e) {
      fail(e);
      dispatch();
    }
    if (whenDropped != null) {
      drop(source);
    }
  }

  private synchronized void fail(Exception e) {
    if (failure == null) {
      failure = e;
      release();
    }
  }

  /** Releases the memory at the end of the request. */
  public void release() {
    content.release();
    memory.close();
  }

  private void drop(ServletInputStream source) throws IOException {
    while (source.isReady() && !source.isFinished()) {
      dropped += Math.max(0, source.read(buffer));
      if (dropped > DROPPED_AT_MOST) {
        Connection.of(request).closeAfterAnswer();
        dropped();
        return;
      }
    }
  }

  @Override
  public void onAllDataRead() {
    arrived();
    if (whenDropped == null) {
      dispatch();
    } else {
      dropped();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    // The client is gone: the container ends the request.
    arrived();
  }

  private void dispatch() {
    AsyncContext context = waiting.getAndSet(null);
    if (context != null) {
      endWindow();
      try {
        context.dispatch();
      } catch (IllegalStateException e) {
        // The client is already gone.
      }
    }
  }

  private void dropped() {
    Runnable action = whenDropped;
    whenDropped = null;
    if (action != null) {
      action.run();
    }
  }

  /** Lets the client finish sending after its answer, and drops what it sends. */
  public void drop(Runnable afterwards) throws IOException {
    if (!isOutstanding() || input().isFinished()) {
      afterwards.run();
    } else if (failure instanceof BodyTooSlow || request.getHeader(HttpHeaders.EXPECT) != null) {
      Connection.of(request).closeAfterAnswer();
      afterwards.run();
    } else {
      whenDropped = afterwards;
      failure = new IOException("The body is dropped");
      if (listening) {
        drop(input());
      } else {
        listening = true;
        input().setReadListener(this);
      }
    }
  }

  private synchronized void endWindow() {
    window.cancel(false);
  }

  /** Hears that the request has ended without its body. */
  private final class Ended implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {
      endWindow();
      Ending.end(event.getAsyncContext());
    }

    @Override
    public void onComplete(AsyncEvent event) {
      endWindow();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
