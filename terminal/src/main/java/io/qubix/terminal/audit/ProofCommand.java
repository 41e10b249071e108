package io.qubix.terminal.audit;

import io.qubix.terminal.print.Details;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Text;
import io.qubix.terminal.proof.Block;
import io.qubix.terminal.proof.Chain;
import io.qubix.terminal.proof.Differs;
import io.qubix.terminal.proof.Hashes;
import io.qubix.terminal.proof.Inclusion;
import io.qubix.terminal.proof.SavedHead;
import io.qubix.terminal.session.ExitCode;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Proves that an event is part of the log. */
@Command(
    name = "proof",
    header = "Proves that an event is part of the log; this machine computes the proof.",
    description =
        "With a saved head, follows the chain from the event's block to that head: this proves that"
            + " the log contained the event when the head was saved.")
final class ProofCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "POSITION", description = "The event's position, 1 or more.")
  private long position;

  @Option(
      names = "--expect",
      paramLabel = "HEAD",
      description = "A saved head: NUMBER:HASH, or a file that ends with one (- is stdin).")
  private @Nullable String expect;

  ProofCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    SavedHead saved = SavedHead.of(expect, session);
    JsonNode proof = proof(position);
    try {
      Inclusion inclusion = Inclusion.check(position, proof);
      if (saved != null) {
        follow(inclusion.block(), saved);
      }
      tell(inclusion, saved, proof);
      return ExitCode.OK.number();
    } catch (Differs e) {
      if (session.json()) {
        session.output().json(verdict(false, saved, e.what(), proof));
      } else {
        session
            .output()
            .line(session.output().style().bad("Not proven") + ": " + Text.clean(e.what()));
      }
      return ExitCode.DIFFERENCE.number();
    }
  }

  /** Follows the chain to the saved head; each block must contain the hash of the one before. */
  private void follow(Block from, SavedHead saved) throws Differs {
    if (saved.number() < from.number()) {
      throw Failure.usage(
          String.format(
              Locale.ROOT,
              "The saved head is of block %d, before the event's block %d",
              saved.number(),
              from.number()),
          "Use a head that was saved after the event.");
    }
    Block end = new Chain(session).follow(from, saved.number(), block -> {});
    if (!end.hash().equals(saved.hash())) {
      throw new Differs("The chain does not hold the saved head of block " + saved.number());
    }
  }

  private JsonNode proof(long of) {
    return session.get("/api/audit/events/" + of + "/proof");
  }

  private void tell(Inclusion inclusion, @Nullable SavedHead saved, JsonNode proof) {
    Output output = session.output();
    if (session.json()) {
      output.json(verdict(true, saved, null, proof));
      return;
    }
    Block block = inclusion.block();
    new Details()
        .with("Event", output.style().strong(String.valueOf(inclusion.position())))
        .withText("Stream", unquoted(inclusion.lines().get(1)))
        .withText("Type", unquoted(inclusion.lines().get(5)))
        .withText("Payload", inclusion.lines().get(8))
        .with("Leaf", Hashes.leaf(String.join("\n", inclusion.lines())))
        .with(
            "Block",
            String.format(
                Locale.ROOT, "%d, events %d to %d", block.number(), block.first(), block.last()))
        .with("Root", block.root())
        .with("Hash", block.hash())
        .print(output);
    output.line("");
    output.line(
        output.style().good("Proven")
            + ": the event is part of block "
            + block.number()
            + (saved == null ? "" : ", which leads to the saved head of block " + saved.number()));
    if (saved == null) {
      output.line(output.style().faint("Only a saved head proves the age of the block: --expect"));
    }
  }

  private static String unquoted(String json) {
    return json.length() > 1 ? json.substring(1, json.length() - 1) : json;
  }

  private static Map<String, Object> verdict(
      boolean holds, @Nullable SavedHead saved, @Nullable String difference, JsonNode proof) {
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("proven", holds);
    verdict.put("anchored", holds && saved != null);
    verdict.put("difference", difference);
    verdict.put("proof", proof);
    return verdict;
  }
}
