package io.qubix.worker.execution;

import io.qubix.api.json.Json;
import io.qubix.api.json.StrictJson;
import io.qubix.api.request.Storable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs an operator's program for each job: the input as JSON on its stdin, the result as JSON on
 * its stdout. On its stderr a line {@code progress N message} reports progress, and any other line
 * goes to the job's log.
 *
 * <p>The job fails when the program cannot be started, ends with another code than 0, takes too
 * long, or writes anything but one JSON value of at most 8 MB. Stopping a program stops all
 * processes that it started.
 */
final class CommandExecutor implements JobExecutor {

  /** The largest stdout in bytes; a service takes no larger body. */
  static final int MAX_OUTPUT = 8 * 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(CommandExecutor.class);
  private static final JsonMapper JSON = Json.builder().build();

  private final List<String> words;
  private final Duration timeout;

  CommandExecutor(List<String> words, Duration timeout) {
    this.words = words;
    this.timeout = timeout;
  }

  @Override
  public JsonNode execute(JsonNode input, ProgressReporter progress)
      throws WorkFailed, InterruptedException {
    Process process = start();
    CommandStreams streams = new CommandStreams(process, progress, MAX_OUTPUT);
    try {
      streams.begin(JSON.writeValueAsBytes(input));
      boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        throw new WorkFailed("The command took longer than " + seconds() + " s");
      }
      streams.awaitEnd();
      return result(process.exitValue(), streams);
    } finally {
      new ProcessTree(process.toHandle()).kill();
    }
  }

  private Process start() throws WorkFailed {
    ProcessBuilder builder = new ProcessBuilder(words);
    // The token is the worker's; the program does not need it.
    builder.environment().remove("QUBIX_TOKEN");
    try {
      return builder.start();
    } catch (IOException e) {
      log.error("Cannot start {}: {}", words.get(0), e.getMessage());
      throw new WorkFailed("The worker could not start its command for this model type");
    }
  }

  private static JsonNode result(int exitCode, CommandStreams streams) throws WorkFailed {
    if (streams.outputTooLarge()) {
      throw new WorkFailed("The command's output is larger than " + MAX_OUTPUT + " bytes");
    }
    if (exitCode != 0) {
      String tail = streams.errorTail();
      throw new WorkFailed(
          "The command ended with exit code " + exitCode + (tail.isEmpty() ? "" : ": " + tail));
    }
    if (!streams.outputEnded()) {
      throw new WorkFailed("The command ended, but a process that it started kept its output open");
    }
    return json(streams.output());
  }

  private static JsonNode json(byte[] output) throws WorkFailed {
    JsonNode result;
    try {
      result = StrictJson.read(new ByteArrayInputStream(output));
    } catch (JacksonException e) {
      log.debug("Not JSON", e);
      throw new WorkFailed("The command's output is not JSON");
    }
    String problem = result.isMissingNode() ? "is not JSON" : Storable.problemOf(result);
    if (problem != null) {
      throw new WorkFailed("The command's output " + problem);
    }
    return result;
  }

  private String seconds() {
    return String.valueOf(timeout.toMillis() / 1000.0).replaceAll("\\.0$", "");
  }
}
