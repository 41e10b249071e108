package io.qubix.query.audit;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** Whether every micro-QUBIC went where it should. */
@RestController
@ForQueries
@Tag(name = "audit")
class LedgerProofController {

  private static final String AGREES =
      """
      {"agrees": true, "position": 1204, "events": 240, "transactions": 118, "accounts": 14,
       "differences": [], "totalDifferences": 0}
      """;
  private static final String DIFFERS =
      """
      {"agrees": false, "position": 1204, "events": 240, "transactions": 118, "accounts": 14,
       "differences": [
         {"account": "provider:BOB", "what": "the balance of an account",
          "expected": 41.250000, "found": 1041.250000}],
       "totalDifferences": 1}
      """;

  private final LedgerProof proof;
  private final Positions positions;
  private final JsonMapper json;

  LedgerProofController(LedgerProof proof, Positions positions, JsonMapper json) {
    this.proof = proof;
    this.positions = positions;
    this.json = json;
  }

  @Operation(
      summary = "Proves the books",
      description =
          "Derives every payment and balance again from the events alone, by arithmetic of its own,"
              + " and compares with the ledger as it is at one position of the log. Names every row"
              + " and every event that does not agree; of many, the first 1,000.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples = {
                @ExampleObject(name = "the books agree", value = AGREES),
                @ExampleObject(name = "an altered balance", value = DIFFERS)
              }))
  @ApiResponse(responseCode = "503", description = "Another proof is under way")
  @GetMapping(value = "/api/audit/ledger", produces = MediaType.APPLICATION_JSON_VALUE)
  LedgerProof.Verdict ledger() {
    positions.await("ledger");
    return proof.prove();
  }

  @Operation(hidden = true)
  @GetMapping(value = "/api/audit/ledger", produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<StreamingResponseBody> ledgerWithProgress(HttpServletRequest request) {
    positions.await("ledger");
    return Lines.of(request, json, lines -> proof.prove(lines::progress));
  }
}
