package io.qubix.worker;

import io.qubix.api.bounds.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Asks the tool of NVIDIA's driver for the graphics cards of this machine. */
final class NvidiaSmi {

  private static final long PATIENCE_SECONDS = 10;

  private NvidiaSmi() {}

  /** Returns the number of cards, or 1 when it lists none or is missing. */
  static int cards() {
    return cards("nvidia-smi");
  }

  static int cards(String program) {
    try {
      Process listing =
          new ProcessBuilder(program, "--list-gpus")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        listing.getOutputStream().close();
        // A hanging driver must not keep the worker from its start; the list fits into the pipe.
        if (!listing.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || listing.exitValue() != 0) {
          return 1;
        }
        String lines = new String(listing.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int cards = (int) lines.lines().filter(line -> line.startsWith("GPU ")).count();
        return Math.min(Math.max(cards, 1), Limits.GPUS);
      } finally {
        listing.destroyForcibly();
      }
    } catch (IOException e) {
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }
}
