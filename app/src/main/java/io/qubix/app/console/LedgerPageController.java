package io.qubix.app.console;

import io.qubix.api.Rejection;
import io.qubix.api.ledger.Account;
import io.qubix.api.user.QubicAddress;
import io.qubix.app.ConsolePaths;
import io.qubix.query.Before;
import io.qubix.query.ForQueries;
import io.qubix.query.ledger.LedgerSearch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the pages of the books: transactions, accounts, and the trial balance. */
@Controller
@ForQueries
class LedgerPageController {

  private static final int PAGE = 50;

  private final LedgerSearch books;

  LedgerPageController(LedgerSearch books) {
    this.books = books;
  }

  /** Shows every transaction, or the statement of one address. */
  @GetMapping("/ledger")
  String ledger(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    @Nullable QubicAddress address = form.parameters().address("address", query.get("address"));
    Before before = form.parameters().before(query.get("before"), LedgerSearch.CURSOR);
    model.addAttribute("query", query);
    if (form.errors().isEmpty() && address != null) {
      try {
        return statement(address, before, request, model);
      } catch (Rejection.Invalid refused) {
        form.note(refused);
      }
    }
    LedgerSearch.TransactionPage page =
        form.find(
            () -> books.transactions(before, PAGE),
            new LedgerSearch.TransactionPage(List.of(), null));
    model.addAttribute("errors", form.errors());
    model.addAttribute("trial", books.trialBalance());
    model.addAttribute("transactions", page.transactions());
    model.addAttribute("next", query.next("before", page.next()));
    return ConsolePaths.isForPart(request) ? "ledger :: found" : "ledger";
  }

  private String statement(
      QubicAddress address, Before before, HttpServletRequest request, Model model) {
    LedgerSearch.Statement statement = books.statement(address, before, PAGE);
    model.addAttribute("address", address.value());
    model.addAttribute("standing", standing(address));
    model.addAttribute("lines", statement.lines());
    model.addAttribute("next", new PageQuery(request).next("before", statement.next()));
    return ConsolePaths.isForPart(request) ? "statement :: found" : "statement";
  }

  private LedgerSearch.@Nullable Standing standing(QubicAddress address) {
    try {
      return books.standing(address, null);
    } catch (Rejection.NotFound e) {
      return null;
    }
  }

  @GetMapping("/ledger/accounts")
  String accounts(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    Account.@Nullable Kind kind =
        form.parameters().word("kind", query.get("kind"), Account.Kind.class);
    @Nullable String prefix = form.text("prefix");
    @Nullable String after = form.text("after");
    LedgerSearch.AccountPage page =
        form.find(
            () -> books.accounts(kind, prefix == null ? "" : prefix, after, PAGE),
            new LedgerSearch.AccountPage(List.of(), null));
    model.addAttribute("query", query);
    model.addAttribute("errors", form.errors());
    model.addAttribute("kinds", Account.Kind.values());
    model.addAttribute("accounts", page.accounts());
    model.addAttribute("next", query.next("after", page.next()));
    return ConsolePaths.isForPart(request) ? "accounts :: found" : "accounts";
  }
}
