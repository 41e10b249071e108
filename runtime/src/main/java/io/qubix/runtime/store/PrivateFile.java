package io.qubix.runtime.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file or a folder that only its owner may read, where the file system knows owners. */
public final class PrivateFile {

  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private PrivateFile() {}

  /** Returns what others may do with it, such as {@code rw-r--r--}, or null when it is private. */
  public static @Nullable String openness(Path file) throws IOException {
    if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
      return null;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return OWNERS.containsAll(permissions) ? null : PosixFilePermissions.toString(permissions);
  }
}
