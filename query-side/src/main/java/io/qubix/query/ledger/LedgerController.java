package io.qubix.query.ledger;

import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.NextPage;
import io.qubix.query.Parameters;
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
class LedgerController {

  private final Ledger ledger;
  private final LedgerSearch books;

  LedgerController(Ledger ledger, LedgerSearch books) {
    this.ledger = ledger;
    this.books = books;
  }

  @GetMapping("/api/transactions/history/{qubicAddress}")
  ResponseEntity<List<Ledger.Entry>> history(
      @PathVariable String qubicAddress,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    Before place = parameters.before(before, LedgerSearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    Ledger.Page page = ledger.history(Objects.requireNonNull(address), place, count);
    return NextPage.of(page.entries(), page.next());
  }

  @GetMapping("/api/accounts/{qubicAddress}")
  LedgerSearch.Standing account(
      @PathVariable String qubicAddress, @RequestParam @Nullable String at) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    var moment = parameters.instant("at", at);
    parameters.verify();
    return books.standing(Objects.requireNonNull(address), moment);
  }
}
