package io.qubix.query.audit;

import io.qubix.api.Rejection;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.log.read.EventLog;
import io.qubix.log.seal.EventBytes;
import io.qubix.log.seal.InclusionProof;
import io.qubix.log.seal.KnownHead;
import io.qubix.log.seal.Seal;
import io.qubix.log.seal.SealVerdict;
import io.qubix.log.seal.SealedBlock;
import io.qubix.log.seal.SignedHead;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.proof.Lines;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** Proves that the log is as it was written (docs/log-format.md). */
@RestController
@ForQueries
class SealController {

  private static final int HASH_LENGTH = 64;
  private static final Members BLOCK = Members.of("number", "hash");
  private static final Members MEMBERS = Members.of().with("expect", BLOCK.with("block", BLOCK));

  private final ObjectProvider<Seal> seal;
  private final EventLog log;
  private final JsonMapper json;
  // A verification reads the whole log: a second one at the same time would slow both down.
  private final Semaphore verifications = new Semaphore(1);

  SealController(ObjectProvider<Seal> seal, EventLog log, JsonMapper json) {
    this.seal = seal;
    this.log = log;
    this.json = json;
  }

  @GetMapping("/api/audit/seal")
  SignedHead head() {
    return seal().signedHead().orElseThrow(() -> new Rejection.NotFound("The log is empty"));
  }

  /**
   * A part of the chain.
   *
   * @param next the {@code after} of the next part, or null at the end of the chain
   */
  record Blocks(List<SealedBlock> blocks, @Nullable Long next) {}

  @GetMapping("/api/audit/blocks")
  Blocks blocks(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    int from = parameters.whole("after", after, 0, Integer.MAX_VALUE, 0);
    int most = parameters.limit(limit);
    parameters.verify();
    List<SealedBlock> blocks = seal().blocks(from, most);
    boolean full = blocks.size() == most;
    return new Blocks(blocks, full ? blocks.get(most - 1).number() : null);
  }

  /**
   * A part of the hashed log.
   *
   * @param next the {@code after} of the next part, or null at the end
   */
  record Leaves(List<EventBytes> leaves, @Nullable Long next) {}

  @GetMapping("/api/audit/leaves")
  Leaves leaves(
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    Parameters parameters = new Parameters();
    Long from = parameters.position("after", after);
    int most = parameters.limit(limit);
    parameters.verify();
    long head = log.head();
    List<EventBytes> leaves = seal().leaves(from == null ? 0 : from, most);
    long last = leaves.isEmpty() ? head : leaves.get(leaves.size() - 1).position();
    return new Leaves(leaves, last < head ? last : null);
  }

  @GetMapping("/api/audit/events/{position}/proof")
  InclusionProof proof(@PathVariable String position) {
    Rejection.NotFound unknown = Rejection.NotFound.noSuch("event");
    try {
      return seal().proof(Long.parseLong(position)).orElseThrow(() -> unknown);
    } catch (NumberFormatException e) {
      throw unknown;
    }
  }

  @PostMapping(value = "/api/audit/verify", produces = MediaType.APPLICATION_JSON_VALUE)
  SealVerdict verify(@RequestBody(required = false) @Nullable JsonBody body) {
    return verified(expected(body), checked -> {});
  }

  @PostMapping(value = "/api/audit/verify", produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<StreamingResponseBody> verifyWithProgress(
      @RequestBody(required = false) @Nullable JsonBody body, HttpServletRequest request) {
    KnownHead expected = expected(body);
    return Lines.of(
        request,
        json,
        lines -> {
          long head = log.head();
          return verified(expected, checked -> lines.progress(checked, head));
        });
  }

  private SealVerdict verified(@Nullable KnownHead expected, Consumer<Long> progress) {
    Seal sealed = seal();
    if (!verifications.tryAcquire()) {
      throw new Rejection.Unavailable(
          "Another verification is under way; please try again", Duration.ofSeconds(10));
    }
    try {
      return sealed.verify(expected, progress);
    } finally {
      verifications.release();
    }
  }

  private Seal seal() {
    Seal known = seal.getIfAvailable();
    if (known == null) {
      throw new Rejection.NotFound("This log is not sealed");
    }
    return known;
  }

  /** Reads a saved head in either form: a line of the file of heads, or number and hash alone. */
  private static @Nullable KnownHead expected(@Nullable JsonBody body) {
    Fields fields = Fields.ofAny(body, MEMBERS);
    if (fields == null) {
      return null;
    }
    Fields expect = fields.inside("expect");
    if (expect == null) {
      fields.verify();
      return null;
    }
    Fields block = expect.has("block") ? expect.inside("block") : expect;
    Double number = block == null ? null : block.number("number", 1, 1e15);
    String hash = block == null ? null : block.requiredText("hash", HASH_LENGTH);
    if (block != null && !block.has("number")) {
      block.reject("number", "is required");
    }
    fields.verify();
    if (number == null || hash == null) {
      throw new Rejection.Invalid("expect", "must be a saved head");
    }
    return new KnownHead(number.longValue(), hash);
  }
}
