package io.qubix.query.ledger;

import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history in numbered pages, for the first clients; others page by {@code before}. */
@RestController
@ForQueries
@Tag(name = "Ledger")
class HistoryPageController {

  private static final int MAX_PAGE = 1_000_000;

  private final Ledger ledger;

  HistoryPageController(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping(value = "/api/transactions/history/{qubicAddress}", params = "page")
  @Operation(
      summary = "What an address paid and earned, newest first",
      description =
          "With `page`, the answer is an object: `success`, `transactions`, `total`, `page` and"
              + " `totalPages`.")
  @ApiResponse(responseCode = "200", description = "Empty for an unknown address")
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  Ledger.NumberedPage history(
      @PathVariable @Parameter(example = "QCONSUMER") String qubicAddress,
      @RequestParam @Parameter(description = "A numbered page; 1 is the newest", example = "1")
          @Nullable String page,
      @RequestParam @Parameter(description = "1 to 500; 100 unless given") @Nullable String limit) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    int wanted = parameters.whole("page", page, 1, MAX_PAGE, 1);
    int count = parameters.limit(limit);
    parameters.verify();
    return ledger.page(Objects.requireNonNull(address), wanted, count);
  }
}
