package io.qubix.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.terminal.Qubix;
import io.qubix.terminal.print.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user at a terminal. */
record Terminal(URI server, String address, Screen screen, String input) {

  static Terminal of(Server server, String address) {
    return new Terminal(server.uri(), address, Screen.NONE, "");
  }

  Terminal on(Screen other) {
    return new Terminal(server, address, other, input);
  }

  Terminal typing(String text) {
    return new Terminal(server, address, screen, text);
  }

  /** What a run left behind. */
  record Run(int code, String out, String err) {

    Run expect(int expected) {
      assertThat(code).as("exit code; out: %s; err: %s", out, err).isEqualTo(expected);
      return this;
    }

    String line() {
      return out.strip();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }

    JsonNode problem() {
      return JsonMapper.shared().readTree(err);
    }
  }

  Run run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return run(out, arguments);
  }

  /** In the background, its output readable meanwhile. */
  CompletableFuture<Run> start(ByteArrayOutputStream out, String... arguments) {
    return CompletableFuture.supplyAsync(() -> run(out, arguments));
  }

  private Run run(ByteArrayOutputStream out, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Qubix(
                Map.of("QUBIX_SERVER", server.toString(), "QUBIX_ADDRESS", address),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                out,
                err,
                screen)
            .run(arguments);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
