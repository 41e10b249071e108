package io.qubix.log.append;

import io.qubix.api.Network;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The network between a node and its PostgreSQL. It knows where a message of the protocol ends
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html), so that a connection can
 * break at the very moment that a test is about: a request that carries {@link #LOSE_REQUEST} never
 * arrives; one that carries {@link #LOSE_ANSWER} is carried out, committed, and never answered.
 */
final class Wire implements AutoCloseable {

  static final String LOSE_REQUEST = "lose-the-request";
  static final String LOSE_ANSWER = "lose-the-answer";

  private static final int BIND = 'B';
  private static final int READY_FOR_QUERY = 'Z';

  private final URI postgres;
  private final ServerSocket door;
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final AtomicInteger cuts = new AtomicInteger();

  private Wire(URI postgres, ServerSocket door) {
    this.postgres = postgres;
    this.door = door;
  }

  static Wire to(String url) {
    try {
      URI postgres = URI.create(url.substring("jdbc:".length()));
      Wire wire = new Wire(postgres, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Network.inBackground(wire::accept);
      return wire;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database behind this wire. */
  String url() {
    return "jdbc:postgresql://localhost:%d%s?%s&sslmode=disable&gssEncMode=disable"
        .formatted(door.getLocalPort(), postgres.getPath(), postgres.getQuery());
  }

  /** How many connections were broken by what they carried. */
  int cuts() {
    return cuts.get();
  }

  /** Breaks every connection; PostgreSQL does not notice, and goes on with what it has. */
  void leavePostgresAlone() {
    lines.forEach(line -> Network.close(line.client));
  }

  /** No connection of now carries anything any more, and none is told. New ones are well. */
  void swallowEverything() {
    lines.forEach(line -> line.silent = true);
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket client = door.accept();
      Line line = new Line(client, new Socket(postgres.getHost(), postgres.getPort()));
      lines.add(line);
      Network.inBackground(line::requests);
      Network.inBackground(line::answers);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    lines.forEach(Line::cut);
  }

  /** One connection. */
  private final class Line {

    private final Socket client;
    private final Socket server;
    private volatile boolean silent;
    private volatile boolean losesAnswer;

    Line(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void requests() throws IOException {
      DataInputStream in = in(client);
      DataOutputStream out = out(server);
      // The first message has no type.
      carry(out, -1, body(in));
      out.flush();
      while (true) {
        int type = in.readUnsignedByte();
        byte[] body = body(in);
        if (type == BIND && holds(body, LOSE_REQUEST)) {
          cuts.incrementAndGet();
          cut();
          return;
        }
        if (type == BIND && holds(body, LOSE_ANSWER)) {
          losesAnswer = true;
        }
        carry(out, type, body);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    void answers() throws IOException {
      DataInputStream in = in(server);
      DataOutputStream out = out(client);
      while (true) {
        int type = in.readUnsignedByte();
        byte[] body = body(in);
        if (losesAnswer) {
          if (type == READY_FOR_QUERY) {
            cuts.incrementAndGet();
            cut();
            return;
          }
          continue;
        }
        carry(out, type, body);
        if (in.available() == 0) {
          out.flush();
        }
      }
    }

    private void carry(DataOutputStream out, int type, byte[] body) throws IOException {
      if (silent) {
        return;
      }
      if (type >= 0) {
        out.writeByte(type);
      }
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
    }

    void cut() {
      Network.close(client);
      Network.close(server);
      lines.remove(this);
    }

    private static byte[] body(DataInputStream in) throws IOException {
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      return body;
    }

    private static boolean holds(byte[] body, String word) {
      return new String(body, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static DataInputStream in(Socket end) throws IOException {
      return new DataInputStream(new BufferedInputStream(end.getInputStream()));
    }

    private static DataOutputStream out(Socket end) throws IOException {
      return new DataOutputStream(new BufferedOutputStream(end.getOutputStream()));
    }
  }
}
