package io.qubix.app.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** A request whose body is read from memory. */
final class ReceivedRequest extends HttpServletRequestWrapper {

  private final Body body;

  ReceivedRequest(HttpServletRequest request, Body body) {
    super(request);
    this.body = body;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return body.isComplete() ? new Received(body.content().read()) : super.getInputStream();
  }

  @Override
  public BufferedReader getReader() throws IOException {
    String encoding = getCharacterEncoding();
    Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
    return new BufferedReader(new InputStreamReader(getInputStream(), charset));
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    String type = getContentType();
    if (!body.isComplete()
        || type == null
        || !type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
      return super.getParameterMap();
    }
    Map<String, String[]> all = new LinkedHashMap<>(super.getParameterMap());
    for (String pair : body.content().toString(StandardCharsets.US_ASCII).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.merge(
            decoded(pair.substring(0, equals)),
            new String[] {decoded(pair.substring(equals + 1))},
            ReceivedRequest::both);
      }
    }
    return all;
  }

  private static String[] both(String[] first, String[] second) {
    String[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  private static final class Received extends ServletInputStream {

    private final ByteArrayInputStream octets;

    Received(ByteArrayInputStream octets) {
      this.octets = octets;
    }

    @Override
    public int read() {
      return octets.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return octets.read(target, offset, length);
    }

    @Override
    public int available() {
      return octets.available();
    }

    @Override
    public boolean isFinished() {
      return octets.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body is here already");
    }
  }
}
