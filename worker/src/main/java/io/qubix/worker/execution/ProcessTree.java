package io.qubix.worker.execution;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and all its descendants. */
final class ProcessTree {

  private static final long SECONDS_TO_TIDY_UP = 2;

  private final ProcessHandle root;

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  /**
   * Asks every process to end. When the first one has ended, or after two seconds, forces the rest.
   */
  void kill() {
    Set<ProcessHandle> members = members();
    members.forEach(ProcessHandle::destroy);
    awaitExitOfRoot();
    // More processes may have been started meanwhile.
    members.addAll(members());
    members.forEach(ProcessHandle::destroyForcibly);
  }

  private Set<ProcessHandle> members() {
    Set<ProcessHandle> members = new HashSet<>(root.descendants().toList());
    members.add(root);
    return members;
  }

  private void awaitExitOfRoot() {
    try {
      root.onExit().get(SECONDS_TO_TIDY_UP, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The rest is forced below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
