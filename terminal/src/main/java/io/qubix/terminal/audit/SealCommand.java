package io.qubix.terminal.audit;

import io.qubix.terminal.print.Details;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.proof.Block;
import io.qubix.terminal.proof.Differs;
import io.qubix.terminal.proof.Signature;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Prints or saves the head of the log, for a copy elsewhere. */
@Command(
    name = "seal",
    header = "Shows the head of the log, and checks its hash and signature.",
    description =
        "Keep it where the service cannot write: it shows later whether the log was changed.")
final class SealCommand implements Runnable {

  private final Session session;

  @Option(names = "--save", paramLabel = "FILE", description = "Appends it to this file as a line.")
  private @Nullable Path file;

  SealCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    JsonNode head = session.get("/api/audit/seal");
    Block block;
    try {
      block = Signature.check(head);
    } catch (Differs e) {
      throw Failure.of(ExitCode.DIFFERENCE, e.what(), null);
    }
    if (file != null) {
      save(head, file);
    }
    Output output = session.output();
    if (session.json()) {
      output.jsonLine(head);
      return;
    }
    new Details()
        .with("Head", output.style().strong(block.number() + ":" + block.hash()))
        .with("Events", "1 to " + block.last())
        .with("Sealed", block.at().toString())
        .with("Root", block.root())
        .with("Before it", block.previous())
        .with("Signed by", head.path("publicKey").asString(""))
        .with("Checked", output.style().good("hash and signature"))
        .with("Saved to", file == null ? null : file.toString())
        .print(output);
  }

  private static void save(JsonNode head, Path file) {
    try {
      Files.writeString(file, head + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw Failure.usage("The head can't be saved to " + file + ": " + e.getMessage(), null);
    }
  }
}
