package io.qubix.app.http.answer;

import io.qubix.app.http.body.Octets;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * An answer that is written to memory, and sent from there by {@link Sending}. Answers that grow
 * line by line, and those of the container, are left to the container.
 */
public final class HeldAnswer extends HttpServletResponseWrapper {

  private final Octets content = new Octets();
  private final AnswerBudget.Claim memory;
  private final boolean refusable;
  private @Nullable PrintWriter writer;
  private boolean left;
  private boolean refused;

  /**
   * @param refusable whether the request may still be refused when there is no room for its answer,
   *     which a request with an effect may not
   */
  public HeldAnswer(HttpServletResponse response, AnswerBudget.Claim memory, boolean refusable) {
    super(response);
    this.memory = memory;
    this.refusable = refusable;
  }

  /** Returns whether there was no room for the answer. */
  public boolean isRefused() {
    return refused;
  }

  public boolean isLeftToTheContainer() {
    return left || super.isCommitted();
  }

  public Octets content() {
    if (writer != null) {
      writer.flush();
    }
    return content;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    String type = getContentType();
    if (type != null && type.startsWith(MediaType.APPLICATION_NDJSON_VALUE)) {
      left = true;
      return super.getOutputStream();
    }
    return new Held();
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      String encoding = getCharacterEncoding();
      writer =
          new PrintWriter(
              new OutputStreamWriter(
                  new Held(),
                  encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    if (left) {
      super.flushBuffer();
    }
  }

  @Override
  public void reset() {
    super.reset();
    forget();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    forget();
  }

  private void forget() {
    release();
    writer = null;
    refused = false;
  }

  private void release() {
    content.release();
    memory.hold(0);
  }

  private void keep(byte[] source, int offset, int length) {
    if (refused) {
      return;
    }
    long size = content.sizeWith(length);
    if (memory.isFreed(size)) {
      content.write(source, offset, length);
    } else if (refusable) {
      refused = true;
      release();
    } else {
      memory.hold(size);
      content.write(source, offset, length);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    left = true;
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    left = true;
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    left = true;
    super.sendRedirect(location);
  }

  private final class Held extends ServletOutputStream {

    @Override
    public void write(int octet) {
      keep(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      keep(source, offset, length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("The answer is kept in memory");
    }
  }
}
