package io.qubix.terminal.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** Checks a node's signature of a head of the log: Ed25519, over the block's number and hash. */
public final class Signature {

  private static final String ALGORITHM = "Ed25519";

  private Signature() {}

  /**
   * Checks a signed head and returns its block. Only the caller can know whose key it is.
   *
   * @throws Differs when block and hash, or hash and signature, do not belong together
   */
  public static Block check(JsonNode head) throws Differs {
    Block block = Block.of(head.path("block"));
    String signed = "qubix head " + block.number() + " " + block.hash();
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(
                  new X509EncodedKeySpec(base64.decode(head.path("publicKey").asString(""))));
      java.security.Signature signature = java.security.Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(signed.getBytes(StandardCharsets.UTF_8));
      if (signature.verify(base64.decode(head.path("signature").asString("")))) {
        return block;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The refusal below covers malformed keys and signatures, too.
    }
    throw new Differs("The signature is not one of block " + block.number());
  }
}
