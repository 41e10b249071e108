package io.qubix.worker.execution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and all that it started. */
final class ProcessTree {

  private static final long SECONDS_TO_TIDY_UP = 2;

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /** Asks every process to end, and forces those that have not after two seconds. */
  void kill() {
    Set<ProcessHandle> members = members();
    members.forEach(ProcessHandle::destroy);
    awaitExits(members);
    // Those that were started meanwhile, too.
    members.addAll(members());
    members.forEach(ProcessHandle::destroyForcibly);
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new HashSet<>(root.descendants().toList());
    members.add(root);
    return members;
  }

  private static void awaitExits(Set<ProcessHandle> members) {
    List<CompletableFuture<ProcessHandle>> exits = new ArrayList<>();
    for (ProcessHandle member : members) {
      if (member.isAlive()) {
        exits.add(member.onExit());
      }
    }
    try {
      CompletableFuture.allOf(exits.toArray(CompletableFuture<?>[]::new))
          .get(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // They are forced now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
