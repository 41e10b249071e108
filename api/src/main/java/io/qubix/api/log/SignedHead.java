package io.qubix.api.log;

/**
 * The newest block as a node vouched for it. Kept elsewhere, it shows later whether the log was cut
 * off or computed anew.
 *
 * @param signature Ed25519 (RFC 8032) over {@code "qubix head " + number + " " + hash}, base64
 * @param publicKey the node's, X.509 SubjectPublicKeyInfo, base64
 */
public record SignedHead(SealedBlock block, String signature, String publicKey) {

  /** What is signed, as UTF-8. */
  public static String message(SealedBlock block) {
    return "qubix head " + block.number() + " " + block.hash();
  }
}
