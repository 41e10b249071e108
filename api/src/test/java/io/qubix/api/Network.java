package io.qubix.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The network between a node and its PostgreSQL. It can freeze: no byte passes, and neither end
 * hears of it, as when a machine vanishes without a word. And the address of the database can move
 * to another server.
 */
public final class Network implements AutoCloseable {

  private final ServerSocket door;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private final String database;
  private boolean frozen;
  private volatile InetSocketAddress server;

  private Network(ServerSocket door, InetSocketAddress server, String database) {
    this.door = door;
    this.server = server;
    this.database = database;
  }

  /** A way to the database of that JDBC URL. */
  public static Network to(String url) {
    URI postgres = URI.create(url.substring("jdbc:".length()));
    try {
      Network network =
          new Network(
              new ServerSocket(0, 200, InetAddress.getLoopbackAddress()),
              address(postgres),
              postgres.getPath() + "?" + postgres.getQuery());
      inBackground(network::accept);
      return network;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress address(URI postgres) {
    return new InetSocketAddress(postgres.getHost(), postgres.getPort());
  }

  /** The database behind this network. */
  public String url() {
    return "jdbc:postgresql://localhost:" + door.getLocalPort() + database;
  }

  /** New connections go to another server from now on; those of now break. */
  public void moveTo(String url) {
    server = address(URI.create(url.substring("jdbc:".length())));
    cutAll();
  }

  public void cutAll() {
    sockets.forEach(Network::close);
    sockets.clear();
  }

  public void freeze() {
    synchronized (gate) {
      frozen = true;
    }
  }

  /** Everything that was held up arrives. */
  public void thaw() {
    synchronized (gate) {
      frozen = false;
      gate.notifyAll();
    }
  }

  private void awaitPassage() {
    synchronized (gate) {
      while (frozen) {
        try {
          gate.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private void accept() throws IOException {
    while (!door.isClosed()) {
      Socket client = door.accept();
      sockets.add(client);
      inBackground(() -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException {
    awaitPassage();
    Socket postgres = new Socket();
    try {
      postgres.connect(server);
    } catch (IOException e) {
      close(client);
      return;
    }
    sockets.add(postgres);
    client.setTcpNoDelay(true);
    postgres.setTcpNoDelay(true);
    inBackground(() -> carry(client, postgres));
    carry(postgres, client);
  }

  private void carry(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8_192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        awaitPassage();
        out.write(bytes, 0, read);
      }
    } catch (IOException e) {
      // One end is gone.
    } finally {
      // That the other end is told is a word on the network, too.
      awaitPassage();
      close(from);
      close(to);
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Carries bytes until one end is gone. */
  public interface Pump {
    void run() throws IOException;
  }

  public static void inBackground(Pump pump) {
    Thread thread =
        new Thread(
            () -> {
              try {
                pump.run();
              } catch (IOException e) {
                // One end is gone; the other one learns of it.
              }
            },
            "network");
    thread.setDaemon(true);
    thread.start();
  }

  public static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    thaw();
    cutAll();
  }
}
