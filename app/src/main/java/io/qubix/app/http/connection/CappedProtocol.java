package io.qubix.app.http.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP with a limit on the connections of one address: further ones are closed before
 * anything is read. Public because the container makes it by its name.
 */
public final class CappedProtocol extends Http11NioProtocol {

  private final Endpoint endpoint;

  public CappedProtocol() {
    this(new Endpoint());
  }

  private CappedProtocol(Endpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** Limits the connections that are accepted from now on. */
  public void cap(ConnectionCap cap) {
    endpoint.cap = cap;
  }

  private static final class Endpoint extends NioEndpoint {

    private volatile ConnectionCap cap = new ConnectionCap(0, Pattern.compile(""));

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
      InetAddress address = addressOf(socket);
      if (address != null && cap.allows(address)) {
        return super.setSocketOptions(socket);
      }
      destroySocket(socket);
      return false;
    }

    @Override
    protected NioChannel createChannel(SocketBufferHandler buffer) {
      return isSSLEnabled() ? super.createChannel(buffer) : new Counted(buffer);
    }

    /** Returns the client's address, or null when the client is already gone. */
    private static @Nullable InetAddress addressOf(SocketChannel socket) {
      try {
        return socket.getRemoteAddress() instanceof InetSocketAddress it ? it.getAddress() : null;
      } catch (IOException e) {
        return null;
      }
    }

    /** Serves one connection after another. */
    private final class Counted extends NioChannel {

      private final AtomicReference<@Nullable InetAddress> counted = new AtomicReference<>();

      Counted(SocketBufferHandler buffer) {
        super(buffer);
      }

      @Override
      public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
        super.reset(channel, wrapper);
        InetAddress address = addressOf(channel);
        counted.set(address);
        if (address != null) {
          cap.opened(address);
        }
      }

      @Override
      public void close() throws IOException {
        try {
          super.close();
        } finally {
          InetAddress address = counted.getAndSet(null);
          if (address != null) {
            cap.closed(address);
          }
        }
      }
    }
  }
}
