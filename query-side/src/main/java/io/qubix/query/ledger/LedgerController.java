package io.qubix.query.ledger;

import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Ledger")
class LedgerController {

  private final Ledger ledger;

  LedgerController(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping("/api/transactions/history/{qubicAddress}")
  @Operation(
      summary = "What an address paid and earned, newest first",
      description = "The header `Link` leads to the page that follows.")
  @ApiResponse(
      responseCode = "200",
      description = "Empty for an unknown address",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      [{"id": "5f0c7a52-8d0e-8c11-9b35-0a4a3f5d6e7f",
                        "jobId": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b", "type": "PAYMENT",
                        "amount": 0.750000, "status": "COMPLETED", "counterparty": "QPROVIDER",
                        "createdAt": "2026-11-23T18:06:01Z"}]""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  ResponseEntity<List<Ledger.Entry>> history(
      @PathVariable @Parameter(example = "QCONSUMER") String qubicAddress,
      @RequestParam
          @Parameter(description = "The cursor of `Link`, or a transaction's id: only older ones")
          @Nullable String before,
      @RequestParam @Parameter(description = "1 to 500; 100 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    Before place = parameters.before(before, LedgerSearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    Ledger.Page page = ledger.history(Objects.requireNonNull(address), place, count);
    return NextPage.of(page.entries(), page.next());
  }

  @GetMapping("/api/accounts/{qubicAddress}")
  @Operation(
      summary = "How an address stands, or stood",
      description = "Zeros for a user that never paid or earned; a balance may be negative.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"qubicAddress": "QCONSUMER", "balance": -0.750000, "earned": 0.000000,
                       "spent": 0.750000, "asOf": "2026-11-23T18:10:00Z"}""")))
  @ApiResponse(responseCode = "404", description = "Nobody of that address was ever heard of")
  LedgerSearch.Standing account(
      @PathVariable @Parameter(example = "QCONSUMER") String qubicAddress,
      @RequestParam
          @Parameter(
              description = "As the books stood then; now unless given",
              example = "2026-11-23T18:10:00Z")
          @Nullable String at) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    var moment = parameters.instant("at", at);
    parameters.verify();
    return ledger.standing(Objects.requireNonNull(address), moment);
  }
}
