package io.qubix.terminal.bridge;

import io.qubix.terminal.bridge.RequestHead.Refusal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** One connection over the bridge. */
final class Crossing implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 30_000;

  private static final byte[] SWITCHING = "HTTP/1.1 101".getBytes(StandardCharsets.US_ASCII);

  private final Socket client;
  private final Upstream upstream;
  private final Executor threads;
  private @Nullable Socket service;
  private boolean closed;

  Crossing(Socket client, Upstream upstream, Executor threads) {
    this.client = client;
    this.upstream = upstream;
    this.threads = threads;
  }

  /** Passes one request on, and its answer back; returns when that is over. */
  void run() {
    try {
      client.setSoTimeout(PATIENCE_MILLIS);
      InputStream in = new BufferedInputStream(client.getInputStream());
      RequestHead head = RequestHead.read(in);
      if (head != null) {
        cross(head, in);
      }
    } catch (Refusal refusal) {
      answer(refusal.status, String.valueOf(refusal.getMessage()));
    } catch (SocketTimeoutException e) {
      answer(408, "The request did not arrive in time");
    } catch (IOException | RejectedExecutionException e) {
      // One side is gone; closing tells the other.
    }
  }

  private void cross(RequestHead head, InputStream in) throws IOException {
    Socket opened;
    try {
      opened = open();
    } catch (IOException e) {
      answer(502, "The service is away");
      return;
    }
    client.setSoTimeout(0);
    opened.getOutputStream().write(head.forService(upstream));
    if (!head.opensWebSocket() || isOpened(opened)) {
      threads.execute(() -> passOn(in, opened));
    } else {
      opened.shutdownOutput();
    }
    opened.getInputStream().transferTo(client.getOutputStream());
  }

  /**
   * Passes the answer's status on, and returns whether it opens a WebSocket. If it does not, what
   * the client sends next is a request that would cross without the key.
   */
  private boolean isOpened(Socket service) throws IOException {
    byte[] status = service.getInputStream().readNBytes(SWITCHING.length);
    client.getOutputStream().write(status);
    return Arrays.equals(status, SWITCHING);
  }

  private Socket open() throws IOException {
    Socket opened = upstream.connect();
    synchronized (this) {
      service = opened;
      if (closed) {
        opened.close();
      }
    }
    return opened;
  }

  /** A client may end its half of the connection before it has the answer. */
  private static void passOn(InputStream in, Socket service) {
    try {
      in.transferTo(service.getOutputStream());
      service.shutdownOutput();
    } catch (IOException e) {
      // The answer's side sees it, too.
    }
  }

  private void answer(int status, String error) {
    byte[] body =
        ("{\"success\":false,\"error\":\"" + error + "\"}").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + " \r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    try {
      client.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().write(body);
      client.shutdownOutput();
    } catch (IOException e) {
      // It does not want to know.
    }
  }

  @Override
  public void close() {
    Bridge.quietly(client);
    synchronized (this) {
      closed = true;
      if (service != null) {
        Bridge.quietly(service);
      }
    }
  }
}
