package io.qubix.query.proof;

import io.qubix.query.ForQueries;
import io.qubix.query.projection.Positions;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** Serves the proof of the books. */
@RestController
@ForQueries
class LedgerProofController {

  private final LedgerProof proof;
  private final Positions positions;
  private final JsonMapper json;

  LedgerProofController(LedgerProof proof, Positions positions, JsonMapper json) {
    this.proof = proof;
    this.positions = positions;
    this.json = json;
  }

  @GetMapping(value = "/api/audit/ledger", produces = MediaType.APPLICATION_JSON_VALUE)
  LedgerProof.Verdict ledger() {
    positions.await("ledger");
    return proof.prove();
  }

  @GetMapping(value = "/api/audit/ledger", produces = MediaType.APPLICATION_NDJSON_VALUE)
  ResponseEntity<StreamingResponseBody> ledgerWithProgress(HttpServletRequest request) {
    positions.await("ledger");
    return Lines.of(request, json, lines -> proof.prove(lines::progress));
  }
}
