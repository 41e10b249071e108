package io.qubix.app.http;

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
 * An answer that is written to memory, and from there to the client by {@link Sending}. One that
 * grows line by line, and one that the container makes, is left to the container.
 */
final class HeldAnswer extends HttpServletResponseWrapper {

  private final Octets content = new Octets();
  private @Nullable PrintWriter writer;
  private boolean left;

  HeldAnswer(HttpServletResponse response) {
    super(response);
  }

  boolean isLeftToTheContainer() {
    return left || super.isCommitted();
  }

  Octets content() {
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
    return new Held(content);
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      String encoding = getCharacterEncoding();
      writer =
          new PrintWriter(
              new OutputStreamWriter(
                  content, encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
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
    content.reset();
    writer = null;
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    content.reset();
    writer = null;
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

  private static final class Held extends ServletOutputStream {

    private final Octets content;

    Held(Octets content) {
      this.content = content;
    }

    @Override
    public void write(int octet) {
      content.write(octet);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      content.write(source, offset, length);
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
