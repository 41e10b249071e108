package io.qubix.terminal.bridge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Takes connections of this machine to a service, and adds a key to their requests.
 *
 * <p>A connection carries one request: its head says that it closes, so all that follows the head
 * can pass unread, be it a body, an answer or a WebSocket.
 */
public final class Bridge implements AutoCloseable {

  /** Each connection takes two threads. */
  private static final int MOST_CONNECTIONS = 256;

  private static final int BACKLOG = 128;

  private final ServerSocket door;
  private final Upstream upstream;
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
  private final Set<Crossing> crossings = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "bridge");
            thread.setDaemon(true);
            return thread;
          });

  private Bridge(ServerSocket door, Upstream upstream) {
    this.door = door;
    this.upstream = upstream;
  }

  /**
   * Opens a bridge on the loopback address.
   *
   * @param port 0 for any that is free
   * @throws IOException when the port is in use
   */
  public static Bridge open(int port, URI server, String key) throws IOException {
    ServerSocket door = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
    Bridge bridge = new Bridge(door, new Upstream(server, key));
    bridge.threads.execute(bridge::accept);
    return bridge;
  }

  public URI address() {
    return URI.create("http://localhost:" + door.getLocalPort());
  }

  /** Waits until the bridge is closed. */
  public void join() throws InterruptedException {
    synchronized (door) {
      while (!door.isClosed()) {
        door.wait();
      }
    }
  }

  private void accept() {
    try {
      while (true) {
        places.acquire();
        start(new Crossing(door.accept(), upstream, threads));
      }
    } catch (IOException e) {
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start(Crossing crossing) {
    crossings.add(crossing);
    threads.execute(
        () -> {
          try (crossing) {
            crossing.run();
          } finally {
            crossings.remove(crossing);
            places.release();
          }
        });
  }

  @Override
  public void close() {
    quietly(door);
    synchronized (door) {
      door.notifyAll();
    }
    crossings.forEach(Crossing::close);
    threads.shutdownNow();
  }

  static void quietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is gone either way.
    }
  }
}
