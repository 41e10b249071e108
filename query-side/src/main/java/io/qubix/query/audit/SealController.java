package io.qubix.query.audit;

import io.qubix.api.Rejection;
import io.qubix.api.log.EventLog;
import io.qubix.api.log.InclusionProof;
import io.qubix.api.log.KnownHead;
import io.qubix.api.log.Seal;
import io.qubix.api.log.SealVerdict;
import io.qubix.api.log.SealedBlock;
import io.qubix.api.log.SignedHead;
import io.qubix.api.request.Fields;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the log is still what it was when it was written (docs/log-format.md). */
@RestController
@ForQueries
@Tag(name = "audit")
class SealController {

  private static final int HASH_LENGTH = 64;

  private static final String HEAD =
      """
      {"block": {"number": 3, "firstPosition": 5, "lastPosition": 6,
         "at": "2026-11-24T08:00:00.123456Z",
         "root": "9b1c7d7e0d1f4c9f6a3e5b2d8f7a6c5e4d3b2a190817263544536271809fae3d",
         "previous": "1f0e3dad99908345f7439f8ffabdffc41f0e3dad99908345f7439f8ffabdffc4",
         "hash": "6f4922f45568161a8cdf4ad2299f6d236f4922f45568161a8cdf4ad2299f6d23"},
       "signature": "c2lnbmF0dXJl", "publicKey": "cHVibGljIGtleQ=="}
      """;
  private static final String CHANGED =
      """
      {"intact": false, "events": 6, "blocks": 3, "head": null,
       "difference": {"position": 7, "block": 4, "what": "The event was changed"}}
      """;
  private static final String EXPECT =
      """
      {"expect": {"number": 3,
         "hash": "6f4922f45568161a8cdf4ad2299f6d236f4922f45568161a8cdf4ad2299f6d23"}}
      """;

  private final ObjectProvider<Seal> seal;
  private final EventLog log;
  private final JsonMapper json;
  // It reads the whole log: a second one at the same time would only slow both down.
  private final Semaphore verifications = new Semaphore(1);

  SealController(ObjectProvider<Seal> seal, EventLog log, JsonMapper json) {
    this.seal = seal;
    this.log = log;
    this.json = json;
  }

  @Operation(
      summary = "The head of the log, signed",
      description =
          "Keep it where this service cannot reach: only against such a copy can a cut-off or wholly"
              + " rewritten log be seen.")
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = HEAD)))
  @ApiResponse(responseCode = "404", description = "The log is empty, or not sealed")
  @GetMapping("/api/audit/seal")
  SignedHead head() {
    return seal().signedHead().orElseThrow(() -> new Rejection.NotFound("The log is empty"));
  }

  /**
   * Some of the chain.
   *
   * @param next the number to ask for those after; null when these are the last
   */
  record Blocks(List<SealedBlock> blocks, @Nullable Long next) {}

  @Operation(
      summary = "The chain of blocks, in their order",
      description =
          "Each holds the hash of the one before it: so the chain is followed from the block of an"
              + " event to a head that was saved later. `after` is the number of a block.")
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

  @Operation(
      summary = "Proves that an event is part of the log",
      description = "The event's bytes, the path to the root of its block, and the block.")
  @GetMapping("/api/audit/events/{position}/proof")
  InclusionProof proof(@PathVariable String position) {
    Rejection.NotFound unknown = new Rejection.NotFound("There is no such event");
    try {
      return seal().proof(Long.parseLong(position)).orElseThrow(() -> unknown);
    } catch (NumberFormatException e) {
      throw unknown;
    }
  }

  @Operation(
      summary = "Verifies the whole log",
      description =
          "Reads every event and every block and computes all hashes anew; names the first thing that"
              + " is not as it was written. With `expect`, the log must hold that head too.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject(value = EXPECT))))
  @ApiResponse(responseCode = "200", content = @Content(examples = @ExampleObject(value = CHANGED)))
  @ApiResponse(responseCode = "503", description = "Another verification is under way")
  @PostMapping(value = "/api/audit/verify", produces = MediaType.APPLICATION_JSON_VALUE)
  SealVerdict verify(@RequestBody(required = false) @Nullable JsonNode body) {
    return verified(expected(body), checked -> {});
  }

  @Operation(hidden = true)
  @PostMapping(value = "/api/audit/verify", produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<StreamingResponseBody> verifyWithProgress(
      @RequestBody(required = false) @Nullable JsonNode body, HttpServletRequest request) {
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

  /** What was saved is taken as it is: a line of the file of heads, or number and hash alone. */
  private static @Nullable KnownHead expected(@Nullable JsonNode body) {
    if (body == null || body.isNull()) {
      return null;
    }
    Fields fields = Fields.of(body);
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
