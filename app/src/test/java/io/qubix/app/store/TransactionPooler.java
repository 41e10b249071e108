package io.qubix.app.store;

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
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A pooler as PgBouncer is with {@code pool_mode = transaction}: it lets clients in by itself, and
 * each of their transactions gets the server connection that was given back last
 * (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
final class TransactionPooler implements AutoCloseable {

  private static final int VERSION = 196_608;
  private static final byte IDLE = 'I';

  private final URI postgres;
  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Deque<Line> idle = new ConcurrentLinkedDeque<>();
  private final List<Line> all = new CopyOnWriteArrayList<>();

  /** One end of a connection. */
  private record Line(Socket socket, DataInputStream in, DataOutputStream out) {

    static Line of(Socket socket) throws IOException {
      return new Line(
          socket,
          new DataInputStream(new BufferedInputStream(socket.getInputStream())),
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream())));
    }

    byte[] body() throws IOException {
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      return body;
    }

    void send(int type, byte[] body) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length + Integer.BYTES);
      out.write(body);
    }
  }

  /**
   * @param url of a database that lets its user in without a password
   */
  TransactionPooler(String url) throws IOException {
    postgres = URI.create(url.substring("jdbc:".length()));
    inBackground(
        () -> {
          while (true) {
            Line client = Line.of(door.accept());
            all.add(client);
            inBackground(() -> serve(client));
          }
        });
  }

  String url() {
    return "jdbc:postgresql://localhost:%d%s?user=postgres&sslmode=disable&gssEncMode=disable"
        .formatted(door.getLocalPort(), postgres.getPath());
  }

  private void serve(Line client) throws IOException {
    client.body();
    client.send('R', new byte[4]);
    Map.of(
            "server_version", "18.0",
            "client_encoding", "UTF8",
            "DateStyle", "ISO, MDY",
            "integer_datetimes", "on",
            "standard_conforming_strings", "on")
        .forEach((name, value) -> send(client, name + '\0' + value + '\0'));
    client.send('K', new byte[8]);
    client.send('Z', new byte[] {IDLE});
    client.out().flush();
    Line server = null;
    while (true) {
      int type = client.in().readUnsignedByte();
      byte[] body = client.body();
      if (type == 'X') {
        return;
      }
      server = server == null ? session() : server;
      server.send(type, body);
      if (type == 'Q' || type == 'S') {
        server.out().flush();
        server = answered(server, client);
      }
    }
  }

  /** Null when the transaction is over. */
  private @Nullable Line answered(Line server, Line client) throws IOException {
    while (true) {
      int type = server.in().readUnsignedByte();
      byte[] body = server.body();
      client.send(type, body);
      if (type == 'Z') {
        client.out().flush();
        if (body[0] == IDLE) {
          idle.push(server);
          return null;
        }
        return server;
      }
    }
  }

  private Line session() throws IOException {
    Line last = idle.poll();
    if (last != null) {
      return last;
    }
    Line server = Line.of(new Socket(postgres.getHost(), postgres.getPort()));
    all.add(server);
    byte[] who =
        ("user\0postgres\0database\0" + postgres.getPath().substring(1) + "\0\0")
            .getBytes(StandardCharsets.UTF_8);
    server.out().writeInt(2 * Integer.BYTES + who.length);
    server.out().writeInt(VERSION);
    server.out().write(who);
    server.out().flush();
    int type;
    do {
      type = server.in().readUnsignedByte();
      server.body();
    } while (type != 'Z');
    return server;
  }

  private static void send(Line client, String parameter) {
    try {
      client.send('S', parameter.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One end is gone.
              }
            },
            "pooler");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    for (Line line : all) {
      line.socket().close();
    }
  }
}
