package io.qubix.app.http;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Sends an answer as fast as its client reads, without a thread that waits. The request is not over
 * before all has left for the client: the container would wait for the rest.
 */
final class Sending implements WriteListener, AsyncListener {

  private static final int AT_ONCE = 65_536;

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Connection connection;
  private final Body body;
  private final Octets content;
  private int position;
  private boolean flushed;

  private Sending(
      AsyncContext context,
      ServletOutputStream out,
      Connection connection,
      Body body,
      Octets content) {
    this.context = context;
    this.out = out;
    this.connection = connection;
    this.body = body;
    this.content = content;
  }

  /**
   * @param request and {@code response} as the container gave them
   */
  static void start(
      HttpServletRequest request,
      HttpServletResponse response,
      Body body,
      Octets content,
      HttpLimits limits)
      throws IOException {
    AsyncContext context = request.startAsync();
    context.setTimeout(limits.timeFor(content.size()).toMillis());
    Sending sending =
        new Sending(context, response.getOutputStream(), Connection.of(request), body, content);
    context.addListener(sending);
    sending.out.setWriteListener(sending);
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (position < content.size()) {
        int next = Math.min(AT_ONCE, content.size() - position);
        out.write(content.array(), position, next);
        position += next;
      } else if (flushed) {
        body.drop(context::complete);
        return;
      } else {
        flushed = true;
        out.flush();
      }
    }
  }

  @Override
  public void onError(Throwable thrown) {
    // The client is gone: the container says so once more below.
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
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
