package io.qubix.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.util.FileSystemUtils;

/** Unpacks PostgreSQL's programs from the class path, once for each release. */
final class Binaries {

  /** The release in the class path; another release is unpacked beside it. */
  static final String VERSION = "18.6";

  private Binaries() {}

  /** Returns the folder that holds {@code bin}, {@code lib} and {@code share}. */
  static Path unpackedIn(Path folder) throws IOException {
    String archive = archiveFor(System.getProperty("os.name"), System.getProperty("os.arch"));
    Path target = folder.resolve("postgresql-" + VERSION);
    if (!Files.exists(target)) {
      Files.createDirectories(folder);
      Path unfinished = Files.createTempDirectory(folder, "unpacking");
      try (InputStream packed = Binaries.class.getResourceAsStream(archive)) {
        if (packed == null) {
          throw unsupported(archive);
        }
        unpack(packed, unfinished);
        moveInto(target, unfinished);
      } finally {
        FileSystemUtils.deleteRecursively(unfinished);
      }
    }
    return target;
  }

  static String archiveFor(String system, String machine) {
    String os = system.toLowerCase(Locale.ROOT);
    String platform = os.contains("linux") ? "linux" : os.contains("mac") ? "darwin" : os;
    String arch = machine.matches("aarch64|arm64") ? "arm_64" : "x86_64";
    return "/postgres-" + platform + "-" + arch + ".txz";
  }

  private static void moveInto(Path target, Path unfinished) throws IOException {
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(unfinished, target);
    } catch (FileSystemException e) {
      if (!Files.exists(target)) {
        throw e;
      }
      // Another process was faster.
    }
  }

  private static void unpack(InputStream packed, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("The archive has an entry outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
          continue;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
          Files.createLink(file, folder.resolve(entry.getLinkName()));
        } else {
          Files.copy(tar, file);
          boolean runs = (entry.getMode() & 0100) != 0;
          Files.setPosixFilePermissions(
              file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  private static FailureAnalyzedException unsupported(String archive) {
    return new FailureAnalyzedException(
        "QUBIX brings no PostgreSQL for this platform (" + archive + ").",
        "Name a PostgreSQL of your own with --spring.datasource.url=….");
  }
}
