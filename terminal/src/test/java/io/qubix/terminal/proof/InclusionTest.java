package io.qubix.terminal.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proofs as docs/log-format.md describes them, and manipulated ones. */
class InclusionTest {

  private static final long FIRST = 10;
  private static final Instant AT = Instant.parse("2026-11-24T08:00:00.123456Z");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13})
  void everyEventOfABlock_isProven(int size) throws Exception {
    for (int i = 0; i < size; i++) {
      assertThat(Inclusion.check(FIRST + i, proof(size, i)).block().number()).isEqualTo(4);
    }
  }

  @Test
  void theHashesAreThoseOfTheFormat() {
    // printf '\0' | sha256sum, and as RFC 9162 has it for a tree of two empty leaves
    assertThat(Hashes.leaf(""))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  }

  @Test
  void anotherEventInItsPlace_isNotProven() {
    ObjectNode proof = proof(3, 1);
    proof.put("leafBytes", proof.path("leafBytes").asString().replace("{}", "{\"a\": 1}"));

    assertThatThrownBy(() -> Inclusion.check(FIRST + 1, proof))
        .isInstanceOf(Differs.class)
        .hasMessageContaining("do not lead to the root of block 4");
  }

  @Test
  void theProofOfAnotherEvent_isNone() {
    assertThatThrownBy(() -> Inclusion.check(FIRST, proof(3, 1)))
        .hasMessage("The proof is not of event 10");
  }

  @Test
  void aPathOfTheWrongLength_isRefused() {
    ObjectNode shorter = proof(5, 1);
    ((ArrayNode) shorter.path("path")).remove(0);
    assertThatThrownBy(() -> Inclusion.check(FIRST + 1, shorter)).hasMessageContaining("too short");

    ObjectNode longer = proof(5, 1);
    ((ArrayNode) longer.path("path")).addObject().put("hash", "0".repeat(64));
    assertThatThrownBy(() -> Inclusion.check(FIRST + 1, longer)).hasMessageContaining("too long");
  }

  @Test
  void aBlockThatIsNotItsHash_isRefused() {
    ObjectNode proof = proof(2, 0);
    ((ObjectNode) proof.path("block")).put("previous", "1".repeat(64));

    assertThatThrownBy(() -> Inclusion.check(FIRST, proof))
        .hasMessage("The hash of block 4 is not that of the block");
  }

  @Test
  void anAnswerThatIsNoProof_isRefused() {
    JsonNode nothing = JsonMapper.shared().createObjectNode();

    assertThatThrownBy(() -> Inclusion.check(1, nothing)).isInstanceOf(Differs.class);
  }

  private static ObjectNode proof(int size, int index) {
    List<String> level = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      level.add(Hashes.leaf(bytes(FIRST + i)));
    }
    ObjectNode proof = JsonMapper.shared().createObjectNode();
    proof.put("leafBytes", bytes(FIRST + index));
    ArrayNode path = proof.putArray("path");
    for (int at = index; level.size() > 1; at /= 2) {
      if ((at ^ 1) < level.size()) {
        path.addObject().put("hash", level.get(at ^ 1));
      }
      List<String> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(
            i + 1 < level.size() ? Hashes.node(level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = above;
    }
    String root = level.get(0);
    String previous = "0".repeat(64);
    long last = FIRST + size - 1;
    proof
        .putObject("block")
        .put("number", 4)
        .put("firstPosition", FIRST)
        .put("lastPosition", last)
        .put("at", AT.toString())
        .put("root", root)
        .put("previous", previous)
        .put("hash", Hashes.block(4, FIRST, last, AT, root, previous));
    return proof;
  }

  private static String bytes(long position) {
    return position + "\n\"job:x\"\n0\n\"Job\"\nid\n\"JobCreated\"\nnull\n1790000000000000\n{}\n{}";
  }
}
