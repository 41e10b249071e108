package io.qubix.terminal.provider;

import io.qubix.client.QubixClient;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lets a provider drain, takes it out of the market, or puts it back. */
@Command(
    name = "availability",
    header = "Lets a provider drain, takes it out of the market, or puts it back.",
    footer = {"", "qubix availability w-1 draining --until 2h"})
public final class AvailabilityCommand implements Runnable {

  enum State {
    AVAILABLE,
    /** Finishes what it holds, and takes no more. */
    DRAINING,
    OUT
  }

  private final Session session;

  @Parameters(index = "0", paramLabel = "WORKER", description = "The provider's worker, or its id.")
  private String provider = "";

  @Parameters(
      index = "1",
      paramLabel = "STATE",
      description = "available, draining (it finishes what it holds, and takes no more) or out.")
  private State state = State.AVAILABLE;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "It comes back then by itself: an instant, or a time from now such as 2h.")
  private @Nullable String until;

  public AvailabilityCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Map<String, Object> body = new HashMap<>();
    body.put("state", state.name().toLowerCase(Locale.ROOT));
    body.put("until", until == null ? null : instant(until));
    JsonNode answer;
    try {
      answer =
          session.put("/api/providers/" + QubixClient.segment(provider) + "/availability", body);
    } catch (Failure e) {
      throw e.whenNotFound("qubix providers lists them.");
    }
    if (session.json()) {
      session.output().json(answer);
    } else {
      session.output().line(sentence(answer.path("provider")));
    }
  }

  private String sentence(JsonNode shown) {
    String back =
        shown.path("availableAt").isString()
            ? "; it comes back at " + shown.path("availableAt").asString()
            : "";
    return shown.path("workerId").asString()
        + switch (state) {
          case AVAILABLE -> " is in the market";
          case DRAINING -> " finishes what it holds, and takes no more";
          case OUT -> " is out of the market";
        }
        + back;
  }

  private static String instant(String text) {
    try {
      return Instant.parse(text).toString();
    } catch (DateTimeParseException notAnInstant) {
      try {
        Duration fromNow = io.qubix.client.options.Values.duration(text);
        return Instant.now().plus(fromNow).truncatedTo(ChronoUnit.MILLIS).toString();
      } catch (RuntimeException e) {
        throw Failure.usage(
            "--until " + text + " is no time", "Give 2026-12-24T18:00:00Z, or 30m, or 2h.");
      }
    }
  }
}
