package io.qubix.query.ledger;

import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The books as a whole: every account and transaction, and what they add up to. */
@RestController
@ForQueries
@Tag(name = "Ledger")
class BooksController {

  private static final String LIMIT = "1 to 500; 100 unless given";

  private final LedgerSearch books;

  BooksController(LedgerSearch books) {
    this.books = books;
  }

  @GetMapping("/api/accounts")
  @Operation(
      summary = "The accounts in the books, by name",
      description = "`next` is the `after` of the page that follows; null on the last one.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"accounts": [
                        {"account": "consumer:QCONSUMER", "kind": "CONSUMER",
                         "qubicAddress": "QCONSUMER", "balance": -0.750000},
                        {"account": "provider:QPROVIDER", "kind": "PROVIDER",
                         "qubicAddress": "QPROVIDER", "balance": 0.750000}],
                       "next": null}""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  LedgerSearch.AccountPage accounts(
      @RequestParam @Parameter(example = "PROVIDER") @Nullable String kind,
      @RequestParam @Parameter(description = "What the address begins with", example = "Q")
          @Nullable String prefix,
      @RequestParam @Parameter(description = "An account's name: only later ones")
          @Nullable String after,
      @RequestParam @Parameter(description = LIMIT) @Nullable String limit) {
    Parameters parameters = new Parameters();
    var ofKind = parameters.word("kind", kind, LedgerSearch.Kind.class);
    var beginning = parameters.text("prefix", prefix);
    var cursor = parameters.text("after", after);
    int count = parameters.limit(limit);
    parameters.verify();
    return books.accounts(ofKind, beginning == null ? "" : beginning, cursor, count);
  }

  @GetMapping("/api/transactions")
  @Operation(
      summary = "The transactions in the books, newest first",
      description =
          "`position` is that of the event that caused it. `next` is the `before` of the page that"
              + " follows; null on the last one.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"transactions": [
                        {"id": "5f0c7a52-8d0e-8c11-9b35-0a4a3f5d6e7f", "position": 9,
                         "type": "JOB_PAYMENT", "jobId": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b",
                         "amount": 0.750000, "createdAt": "2026-11-23T18:06:01Z",
                         "postings": [{"account": "consumer:QCONSUMER", "amount": -0.750000},
                                      {"account": "provider:QPROVIDER", "amount": 0.750000}]}],
                       "next": null}""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  LedgerSearch.TransactionPage transactions(
      @RequestParam @Parameter(description = "`next`, or a transaction's id: only older ones")
          @Nullable String before,
      @RequestParam @Parameter(description = LIMIT) @Nullable String limit) {
    Parameters parameters = new Parameters();
    Before place = parameters.before(before, LedgerSearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return books.transactions(place, count);
  }

  @GetMapping("/api/accounts/{qubicAddress}/statement")
  @Operation(
      summary = "What went through an address's hands, newest first, with its balance after each",
      description =
          "What was paid is below zero. An address that paid itself has two lines of one"
              + " transaction. `next` is the `before` of the page that follows; null on the last"
              + " one.")
  @ApiResponse(
      responseCode = "200",
      description = "Without lines for an unknown address",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"qubicAddress": "QCONSUMER", "lines": [
                        {"transactionId": "5f0c7a52-8d0e-8c11-9b35-0a4a3f5d6e7f", "position": 9,
                         "jobId": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b", "kind": "CONSUMER",
                         "amount": -0.750000, "balance": -0.750000, "counterparty": "QPROVIDER",
                         "createdAt": "2026-11-23T18:06:01Z"}],
                       "next": null}""")))
  @ApiResponse(responseCode = "400", description = "A bad parameter; every one is named")
  LedgerSearch.Statement statement(
      @PathVariable @Parameter(example = "QCONSUMER") String qubicAddress,
      @RequestParam @Parameter(description = "`next`, or a transaction's id: only older ones")
          @Nullable String before,
      @RequestParam @Parameter(description = "Of transactions; " + LIMIT) @Nullable String limit) {
    Parameters parameters = new Parameters();
    var address = parameters.requiredAddress("qubicAddress", qubicAddress);
    Before place = parameters.before(before, LedgerSearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return books.statement(Objects.requireNonNull(address), place, count);
  }

  @GetMapping("/api/ledger/trial-balance")
  @Operation(
      summary = "All accounts, added up: both sides must be the same",
      description = "Balances below zero are debits, those above are credits.")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"totals": [
                        {"kind": "CONSUMER", "accounts": 1, "debit": 0.750000, "credit": 0.000000},
                        {"kind": "PROVIDER", "accounts": 1, "debit": 0.000000, "credit": 0.750000}],
                       "debit": 0.750000, "credit": 0.750000, "balanced": true,
                       "position": 9}""")))
  LedgerSearch.TrialBalance trialBalance() {
    return books.trialBalance();
  }
}
