package io.qubix.log.seal.store;

import io.qubix.api.json.Json;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SignedHead;
import io.qubix.runtime.thread.PeriodicTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends the head of the log to a file at intervals, one JSON object a line. Copies that are kept
 * out of this service's reach reveal later changes of the log.
 */
final class SavedHeads implements SmartLifecycle {

  private static final Logger LOGGER = LoggerFactory.getLogger(SavedHeads.class);

  private final Seal seal;
  private final Path file;
  private final Duration interval;
  private final JsonMapper json =
      Json.builder().disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build();
  private @Nullable PeriodicTask saving;
  private long saved;

  SavedHeads(Seal seal, Path file, Duration interval) {
    this.seal = seal;
    this.file = file;
    this.interval = interval;
  }

  @Override
  public void start() {
    saving = PeriodicTask.start("seal-heads", interval, interval, this::save);
  }

  private void save() {
    try {
      SignedHead head = seal.signedHead().orElse(null);
      if (head != null && head.block().number() > saved) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
            file,
            json.writeValueAsString(head) + "\n",
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND,
            StandardOpenOption.DSYNC);
        saved = head.block().number();
      }
    } catch (IOException | RuntimeException e) {
      LOGGER.warn("The head of the log could not be saved", e);
    }
  }

  @Override
  public void stop() {
    if (saving != null) {
      saving.stop(Duration.ZERO);
      saving.run(this::save);
      saving = null;
    }
  }

  @Override
  public boolean isRunning() {
    return saving != null;
  }
}
