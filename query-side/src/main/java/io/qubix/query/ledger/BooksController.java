package io.qubix.query.ledger;

import io.qubix.api.ledger.Account;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the books as a whole: accounts, transactions, and the trial balance. */
@RestController
@ForQueries
class BooksController {

  private final LedgerSearch books;

  BooksController(LedgerSearch books) {
    this.books = books;
  }

  @GetMapping("/api/accounts")
  LedgerSearch.AccountPage accounts(
      @RequestParam @Nullable String kind,
      @RequestParam @Nullable String prefix,
      @RequestParam @Nullable String after,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var ofKind = parameters.word("kind", kind, Account.Kind.class);
    var beginning = parameters.text("prefix", prefix);
    var cursor = parameters.text("after", after);
    int count = parameters.limit(limit);
    parameters.verify();
    return books.accounts(ofKind, beginning == null ? "" : beginning, cursor, count);
  }

  @GetMapping("/api/transactions")
  LedgerSearch.TransactionPage transactions(
      @RequestParam @Nullable String before, @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    Before place = parameters.before(before, LedgerSearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return books.transactions(place, count);
  }

  @GetMapping("/api/accounts/{qubicAddress}/statement")
  LedgerSearch.Statement statement(
      @PathVariable String qubicAddress,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    Before place = parameters.before(before, LedgerSearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return books.statement(Objects.requireNonNull(address), place, count);
  }

  @GetMapping("/api/ledger/trial-balance")
  LedgerSearch.TrialBalance trialBalance() {
    return books.trialBalance();
  }
}
