package io.qubix.query.ledger;

import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the history in numbered pages for the first clients; others page by {@code before}. */
@RestController
@ForQueries
class HistoryPageController {

  private static final int MAX_PAGE = 1_000_000;

  private final Ledger ledger;

  HistoryPageController(Ledger ledger) {
    this.ledger = ledger;
  }

  @GetMapping(value = "/api/transactions/history/{qubicAddress}", params = "page")
  Ledger.NumberedPage history(
      @PathVariable String qubicAddress,
      @RequestParam @Nullable String page,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    int wanted = parameters.whole("page", page, 1, MAX_PAGE, 1);
    int count = parameters.limit(limit);
    parameters.verify();
    return ledger.page(Objects.requireNonNull(address), wanted, count);
  }
}
