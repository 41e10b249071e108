package io.qubix.terminal.bridge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The service at the far end of the bridge.
 *
 * @param key the bearer token for each request
 */
record Upstream(URI server, String key) {

  private static final int CONNECT_MILLIS = 10_000;

  /** Returns the host that requests must name, with its port if that is not the usual one. */
  String authority() {
    return server.getPort() < 0 ? server.getHost() : server.getHost() + ":" + server.getPort();
  }

  Socket connect() throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(new InetSocketAddress(bare(server.getHost()), port()), CONNECT_MILLIS);
      plain.setKeepAlive(true);
      return isSecure() ? secured(plain) : plain;
    } catch (IOException e) {
      Bridge.quietly(plain);
      throw e;
    }
  }

  private Socket secured(Socket plain) throws IOException {
    String host = bare(server.getHost());
    SSLSocket secured =
        (SSLSocket)
            ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(plain, host, port(), true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  private boolean isSecure() {
    return "https".equals(server.getScheme());
  }

  private int port() {
    return server.getPort() >= 0 ? server.getPort() : isSecure() ? 443 : 80;
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
