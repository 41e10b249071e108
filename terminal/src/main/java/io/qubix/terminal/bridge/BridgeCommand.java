package io.qubix.terminal.bridge;

import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Leads clients of this machine to a locked service. */
@Command(
    name = "bridge",
    header = "Leads clients that know no keys to a locked service.",
    description = {
      "Listens on this machine only, and adds the key to each request. Point an old worker or",
      "script at the address that it prints. Every program of this machine can use it: run it",
      "with a key that may do no more than they need. Ctrl-C ends it."
    })
public final class BridgeCommand implements Callable<Integer> {

  /** What fits into a header as one word. */
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8081",
      description = "The port to listen on; 0: any free one (default: 8081).")
  private int port;

  public BridgeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    String key = session.token();
    if (key == null || !KEY.matcher(key).matches()) {
      throw Failure.usage("A bridge needs a key", "Set QUBIX_TOKEN, or give --key.");
    }
    if (port < 0 || port > 65_535) {
      throw Failure.usage("A port is a number from 0 to 65535", null);
    }
    try (Bridge bridge = Bridge.open(port, session.server(), key)) {
      session.output().line(bridge.address() + " leads to " + session.server());
      bridge.join();
    } catch (IOException e) {
      throw Failure.usage("It cannot listen on port " + port, "Another --port may be free.");
    }
    return 0;
  }
}
