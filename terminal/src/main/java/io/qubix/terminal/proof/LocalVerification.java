package io.qubix.terminal.proof;

import io.qubix.api.json.Json;
import io.qubix.terminal.session.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Verifies the whole log block by block, and computes every hash on this machine. */
public final class LocalVerification {

  private final Session session;
  private final VerificationProgress progress;
  private Block last = Block.NONE;
  private long position;
  private long differing;

  public LocalVerification(Session session, VerificationProgress progress) {
    this.session = session;
    this.progress = progress;
  }

  /** Returns a verdict in the form of the service's. */
  public JsonNode run(@Nullable SavedHead saved) {
    JsonNode head = session.get("/api/audit/seal");
    try {
      Block upTo = Signature.check(head);
      walk(upTo, saved);
      return verdict(head.path("block"), null);
    } catch (Differs e) {
      return verdict(null, e.what());
    }
  }

  private void walk(Block upTo, @Nullable SavedHead saved) throws Differs {
    Leaves leaves = new Leaves(session);
    new Chain(session)
        .follow(
            Block.NONE,
            upTo.number(),
            block -> {
              expect(saved, block);
              check(block, leaves);
              last = block;
              progress.show(block.last());
            });
    if (!last.hash().equals(upTo.hash())) {
      throw new Differs("The chain does not end in its head");
    }
    if (saved != null && saved.number() > last.number()) {
      throw new Differs("The chain ends before the saved head: blocks were cut off");
    }
  }

  private static void expect(@Nullable SavedHead saved, Block block) throws Differs {
    if (saved != null && saved.number() == block.number() && !saved.hash().equals(block.hash())) {
      throw new Differs("The block is not the saved head: the chain was rewritten");
    }
  }

  private void check(Block block, Leaves leaves) throws Differs {
    List<String> hashes = new ArrayList<>();
    differing = block.number();
    for (position = block.first(); position <= block.last(); position++) {
      hashes.add(leaves.next(position));
    }
    if (hashes.isEmpty() || !Hashes.root(hashes).equals(block.root())) {
      boolean alone = block.first() == block.last();
      // The root does not tell which of several events was changed.
      position = alone ? block.first() : 0;
      throw new Differs(
          alone
              ? "The event is not as it was written"
              : String.format(
                  Locale.ROOT,
                  "One of the events %d to %d is not as it was written",
                  block.first(),
                  block.last()));
    }
    position = 0;
    differing = 0;
  }

  private JsonNode verdict(@Nullable JsonNode head, @Nullable String what) {
    Map<String, Object> verdict = new LinkedHashMap<>();
    verdict.put("intact", what == null);
    verdict.put("events", last.last());
    verdict.put("blocks", last.number());
    verdict.put("head", head);
    Map<String, Object> difference = new LinkedHashMap<>();
    difference.put("position", position == 0 ? null : position);
    difference.put("block", differing == 0 ? null : differing);
    difference.put("what", what);
    verdict.put("difference", what == null ? null : difference);
    return Json.builder().build().valueToTree(verdict);
  }
}
