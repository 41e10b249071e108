package io.qubix.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One connection, byte by byte: a client that does what no library would. */
public final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  /** An answer that was read from the wire. */
  public record Reply(int status, Map<String, String> headers, String body) {

    /** Whether the server said that it closes the connection after it. */
    public boolean isLast() {
      return "close".equals(headers.get("connection"));
    }
  }

  private Wire(URI server, int receiveBuffer) throws IOException {
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  public static Wire to(URI server) throws IOException {
    return new Wire(server, 0);
  }

  /** Connects with a small window, so that the server soon notices a client that does not read. */
  public static Wire withSmallWindowTo(URI server) throws IOException {
    return new Wire(server, 4_096);
  }

  public Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Wire get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** The head of a request whose body is to follow, or not. */
  public Wire post(String path, int length, String... headers) throws IOException {
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n"
            + String.join("", headers)
            + "\r\n");
  }

  /** Returns whether an answer has begun to arrive. */
  public boolean isAnswered() throws IOException {
    return in.available() > 0;
  }

  /** Reads one answer; its length must be named. */
  public Reply read() throws IOException {
    String[] first = line().split(" ", 3);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "-1"));
    if (length < 0) {
      throw new IOException("An answer of unknown length: " + headers);
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("The answer broke off after " + body.length + " of " + length);
    }
    return new Reply(Integer.parseInt(first[1]), headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Returns whether the server has closed the connection; waits for that, or for an answer. */
  public boolean isClosed() {
    try {
      return in.read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Vanishes: the server gets a reset, not a goodbye. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
