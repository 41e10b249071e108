package io.qubix.log.seal;

/**
 * The newest block with a node's signature. A copy kept elsewhere reveals later whether the log was
 * cut off or its chain computed again.
 *
 * @param signature Ed25519 (RFC 8032) over {@code "qubix head " + number + " " + hash}, base64
 * @param publicKey the node's, X.509 SubjectPublicKeyInfo, base64
 */
public record SignedHead(SealedBlock block, String signature, String publicKey) {

  /** Returns the signed message, which is sent as UTF-8. */
  public static String message(SealedBlock block) {
    return "qubix head " + block.number() + " " + block.hash();
  }
}
