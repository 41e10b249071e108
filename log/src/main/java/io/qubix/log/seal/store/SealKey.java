package io.qubix.log.seal.store;

import io.qubix.log.seal.SealedBlock;
import io.qubix.log.seal.SignedHead;
import io.qubix.runtime.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/**
 * The key with which this node signs heads of the log. It lies in a file outside of the database,
 * readable only by its owner: a line with the private key, one with the public key, in base64.
 */
final class SealKey {

  private static final String ALGORITHM = "Ed25519";

  private final KeyPair pair;

  private SealKey(KeyPair pair) {
    this.pair = pair;
  }

  /** Returns the key in the file, and makes one when there is none. */
  static SealKey in(Path file) {
    try {
      return new SealKey(Files.exists(file) ? read(file) : created(file));
    } catch (IOException e) {
      throw new UncheckedIOException("The key of the seal cannot be read: " + file, e);
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("This is no key of a seal: " + file, e);
    }
  }

  SignedHead sign(SealedBlock block) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(pair.getPrivate());
      signature.update(SignedHead.message(block).getBytes(StandardCharsets.UTF_8));
      return new SignedHead(block, base64(signature.sign()), base64(pair.getPublic().getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    String openness = PrivateFile.openness(file);
    if (openness != null) {
      throw new FailureAnalyzedException(
          "Other users of this machine may use the key of the seal, "
              + file
              + " ("
              + openness
              + "): with it they can sign heads in this node's name.",
          "chmod 600 " + file);
    }
    List<String> lines = Files.readAllLines(file);
    KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
    Base64.Decoder base64 = Base64.getDecoder();
    return new KeyPair(
        keys.generatePublic(new X509EncodedKeySpec(base64.decode(lines.get(1)))),
        keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(lines.get(0)))));
  }

  private static KeyPair created(Path file) throws IOException, GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    Files.createDirectories(file.toAbsolutePath().getParent());
    // Written completely or not at all: half a key would make the next start fail.
    Path unfinished = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(
        unfinished,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        unfinished,
        List.of(base64(pair.getPrivate().getEncoded()), base64(pair.getPublic().getEncoded())),
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.DSYNC);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    return pair;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
