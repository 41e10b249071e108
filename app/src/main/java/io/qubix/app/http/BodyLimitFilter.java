package io.qubix.app.http;

import io.qubix.app.FilterOrder;
import io.qubix.app.problem.BodyTooLarge;
import io.qubix.app.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses bodies beyond the limit, also those that come in chunks and name no length. */
@Component
@Order(FilterOrder.BODY_LIMIT)
class BodyLimitFilter extends OncePerRequestFilter {

  private final long limit;
  private final ProblemWriter problems;

  BodyLimitFilter(@Value("${qubix.limits.body:8MB}") DataSize limit, ProblemWriter problems) {
    this.limit = limit.toBytes();
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCoding coding = ContentCoding.of(request);
    if (coding == ContentCoding.UNKNOWN) {
      response.setHeader(HttpHeaders.ACCEPT_ENCODING, ContentCoding.KNOWN);
      problems.refuse(request, response, 415, "Bodies come as they are, or packed with gzip");
    } else if (request.getContentLengthLong() > limit) {
      problems.refuse(request, response, 413, new BodyTooLarge(limit).getMessage());
    } else {
      chain.doFilter(new Limited(request, coding, limit), response);
    }
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final ContentCoding coding;
    private final long limit;

    Limited(HttpServletRequest request, ContentCoding coding, long limit) {
      super(request);
      this.coding = coding;
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream source = super.getInputStream();
      return new Counted(source, coding, limit, Exchange.of(getRequest()));
    }

    @Override
    public BufferedReader getReader() throws IOException {
      String encoding = getCharacterEncoding();
      Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
      return new BufferedReader(new InputStreamReader(getInputStream(), charset));
    }
  }

  private static final class Counted extends ServletInputStream {
    private final ServletInputStream source;
    private final InputStream unpacked;
    private final long limit;
    private final @Nullable Exchange packed;
    private long read;

    Counted(
        ServletInputStream source, ContentCoding coding, long limit, @Nullable Exchange exchange)
        throws IOException {
      this.source = source;
      this.unpacked = coding.unpacked(source);
      this.limit = limit;
      this.packed = coding == ContentCoding.NONE ? null : exchange;
    }

    @Override
    public int read() throws IOException {
      int octet = unpacked.read();
      count(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = unpacked.read(target, offset, length);
      count(Math.max(0, got));
      return got;
    }

    private void count(int octets) throws BodyTooLarge {
      read += octets;
      if (read > limit) {
        throw new BodyTooLarge(limit);
      }
      if (packed != null) {
        // It takes as much room as one that came as it is.
        packed.body.count(octets);
      }
    }

    @Override
    public boolean isFinished() {
      return source.isFinished();
    }

    @Override
    public boolean isReady() {
      return source.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      source.setReadListener(listener);
    }
  }
}
