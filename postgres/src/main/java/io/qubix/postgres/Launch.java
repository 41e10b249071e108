package io.qubix.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * How PostgreSQL's programs are started. They refuse to run as root, so root has to give its rights
 * up.
 *
 * @param prefix the words before each command
 * @param owner the user that must own the data, or null when it already belongs to the caller
 */
record Launch(List<String> prefix, @Nullable String owner) {

  static final Launch PLAIN = new Launch(List.of(), null);

  /** In a separate user namespace root has no rights, and the files stay root's. */
  static final Launch UNSHARED = new Launch(List.of("unshare", "-U"), "root");

  /**
   * Chooses the way that fits the current user and the owner of the data.
   *
   * @param data PostgreSQL's folder, which need not exist yet
   */
  static Launch chosenFor(Path data) throws IOException {
    String user = ProcessHandle.current().info().user().orElse(System.getProperty("user.name"));
    if (!user.equals("root")) {
      return PLAIN;
    }
    String owner = Files.exists(data) ? Files.getOwner(data).getName() : "root";
    if (!owner.equals("root")) {
      return as(owner);
    }
    return UNSHARED.works() ? UNSHARED : asOrdinaryUser();
  }

  /**
   * Runs as another user that may still enter folders that only root can read. Root needs it where
   * user namespaces are forbidden, as in most containers.
   */
  static Launch as(String user) {
    // PostgreSQL asks access(2) whether it may run its own programs. For a user other than root,
    // access(2) ignores the capability unless this bit is set.
    Launch allTheWay = as(user, "--securebits=+no_setuid_fixup");
    return allTheWay.works() ? allTheWay : as(user, "--securebits=-no_setuid_fixup");
  }

  private static Launch as(String user, String secureBits) {
    return new Launch(
        List.of(
            "setpriv",
            "--reuid=" + user,
            "--clear-groups",
            "--inh-caps=-all,+dac_override",
            "--ambient-caps=+dac_override",
            secureBits),
        user);
  }

  List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    return whole;
  }

  /** Gives everything in the folder to the user that PostgreSQL will run as. */
  void own(Path folder) throws IOException {
    if (owner == null || !Files.exists(folder)) {
      return;
    }
    UserPrincipal principal =
        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner);
    if (!Files.getOwner(folder).equals(principal)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) all::iterator) {
          Files.setOwner(file, principal);
        }
      }
    }
  }

  private static Launch asOrdinaryUser() {
    for (String user : List.of("postgres", "nobody")) {
      Launch launch = as(user);
      if (launch.works()) {
        return launch;
      }
    }
    throw new FailureAnalyzedException(
        "PostgreSQL does not run as root, and neither unshare nor setpriv works here.",
        "Start QUBIX as an ordinary user, or name a PostgreSQL of your own with"
            + " --spring.datasource.url=….");
  }

  private boolean works() {
    try {
      return new ProcessBuilder(command(List.of("true")))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
