package io.qubix.log.seal.store;

import io.qubix.log.seal.KnownHead;
import io.qubix.log.seal.SealVerdict;
import io.qubix.log.seal.SealedBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Verifies the log and its chain, up to the first difference. */
final class SealVerification {

  private final LongFunction<List<SealedBlock>> blocksAfter;
  private final LongFunction<List<SealedEvent>> eventsAfter;
  private final @Nullable KnownHead expected;
  private final Consumer<Long> progress;

  private final LogFormat format = new LogFormat();
  private final Deque<SealedEvent> ahead = new ArrayDeque<>();
  private long read;
  private long checked;
  private @Nullable SealedBlock last;

  /** Ends the verification. */
  private static final class Differs extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient SealVerdict.Difference difference;

    Differs(@Nullable Long position, @Nullable Long block, String what) {
      super(what, null, false, false);
      difference = new SealVerdict.Difference(position, block, what);
    }
  }

  SealVerification(
      LongFunction<List<SealedBlock>> blocksAfter,
      LongFunction<List<SealedEvent>> eventsAfter,
      @Nullable KnownHead expected,
      Consumer<Long> progress) {
    this.blocksAfter = blocksAfter;
    this.eventsAfter = eventsAfter;
    this.expected = expected;
    this.progress = progress;
  }

  SealVerdict run() {
    try {
      walk();
      return verdict(null);
    } catch (Differs e) {
      return verdict(e.difference);
    }
  }

  private SealVerdict verdict(SealVerdict.@Nullable Difference difference) {
    return new SealVerdict(
        difference == null, checked, last == null ? 0 : last.number(), last, difference);
  }

  private void walk() {
    long number = 0;
    for (List<SealedBlock> page = blocksAfter.apply(0);
        !page.isEmpty();
        page = blocksAfter.apply(number)) {
      for (SealedBlock block : page) {
        check(block);
        last = block;
        number = block.number();
      }
      progress.accept(checked);
    }
    SealedEvent unsealed = next();
    if (unsealed != null) {
      throw new Differs(unsealed.position(), null, "The event belongs to no block");
    }
    if (expected != null && (last == null || last.number() < expected.number())) {
      throw new Differs(
          null, expected.number(), "The chain ends before the saved head: blocks were cut off");
    }
  }

  private void check(SealedBlock block) {
    long expectedNumber = last == null ? 1 : last.number() + 1;
    if (block.number() != expectedNumber) {
      throw new Differs(null, expectedNumber, "The block is missing");
    }
    String previous = last == null ? LogFormat.hex(LogFormat.NOTHING_BEFORE) : last.hash();
    if (!block.previous().equals(previous)) {
      throw new Differs(null, block.number(), "The block does not follow the one before");
    }
    List<byte[]> leaves = leaves(block);
    if (!LogFormat.hex(format.root(leaves)).equals(block.root())) {
      throw new Differs(
          block.firstPosition() == block.lastPosition() ? (Long) block.firstPosition() : null,
          block.number(),
          "The events "
              + block.firstPosition()
              + " to "
              + block.lastPosition()
              + " are not those of the block");
    }
    if (!LogFormat.hex(format.block(block)).equals(block.hash())) {
      throw new Differs(null, block.number(), "The block was changed");
    }
    if (expected != null
        && expected.number() == block.number()
        && !expected.hash().equals(block.hash())) {
      throw new Differs(
          null, block.number(), "The block is not the saved head: the chain was rewritten");
    }
  }

  private List<byte[]> leaves(SealedBlock block) {
    List<byte[]> leaves = new ArrayList<>();
    long first = last == null ? 1 : last.lastPosition() + 1;
    if (block.firstPosition() != first) {
      throw new Differs(first, block.number(), "The event belongs to no block");
    }
    for (long position = first; position <= block.lastPosition(); position++) {
      SealedEvent event = next();
      if (event == null || event.position() != position) {
        throw new Differs(position, block.number(), "The event is missing");
      }
      byte[] leaf = format.leaf(event.leafBytes());
      if (!Arrays.equals(leaf, event.leaf())) {
        throw new Differs(position, block.number(), "The event was changed");
      }
      leaves.add(leaf);
      checked++;
    }
    return leaves;
  }

  private @Nullable SealedEvent next() {
    if (ahead.isEmpty()) {
      List<SealedEvent> page = eventsAfter.apply(read);
      if (page.isEmpty()) {
        return null;
      }
      ahead.addAll(page);
      read = page.get(page.size() - 1).position();
    }
    return ahead.poll();
  }
}
