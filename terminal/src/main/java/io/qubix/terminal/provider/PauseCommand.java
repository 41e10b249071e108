package io.qubix.terminal.provider;

import io.qubix.terminal.session.Session;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Pauses the market, opens it again, or tells which it is. */
@Command(
    name = "market",
    header = "Tells whether jobs are assigned; pauses the market or opens it (operator).",
    footer = {"", "qubix market paused --reason 'New cables'"})
public final class PauseCommand implements Runnable {

  private static final String PATH = "/api/admin/market";

  enum State {
    OPEN,
    PAUSED
  }

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "STATE",
      description = "open or paused; without it, nothing is changed.")
  private @Nullable State state;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Shown to people.")
  private @Nullable String reason;

  public PauseCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    JsonNode market = state == null ? session.get(PATH) : session.put(PATH, body(state));
    if (session.json()) {
      session.output().json(market);
    } else {
      session.output().line(sentence(market));
    }
  }

  private Map<String, Object> body(State wanted) {
    Map<String, Object> body = new HashMap<>();
    body.put("state", wanted.name().toLowerCase(Locale.ROOT));
    body.put("reason", reason);
    return body;
  }

  private static String sentence(JsonNode market) {
    boolean isPaused = market.path("state").asString().equals("PAUSED");
    String since =
        market.path("since").isString() ? " since " + market.path("since").asString() : "";
    String why =
        market.path("reason").isString() ? " (" + market.path("reason").asString() + ")" : "";
    return (isPaused ? "The market is paused" : "The market is open") + since + why;
  }
}
