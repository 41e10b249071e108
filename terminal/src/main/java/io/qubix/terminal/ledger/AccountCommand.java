package io.qubix.terminal.ledger;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Details;
import io.qubix.terminal.print.Moment;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows the account of an address. */
@Command(
    name = "account",
    header = "Shows the account of an address, now or at an earlier time.",
    footer = {"", "qubix account ALICE --at 2026-11-23T18:00:00Z"})
public final class AccountCommand implements Runnable {

  private final Session session;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "0..1",
      description = "The address (default: QUBIX_ADDRESS).")
  private @Nullable String whose;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      converter = Moment.class,
      description =
          "The time, such as 2026-11-23T18:00:00Z, or 2026-11-23 for the start of that day.")
  private @Nullable Instant at;

  public AccountCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String address = whose == null ? session.requiredAddress() : whose;
    JsonNode account =
        session.get(
            RequestPath.of("/api/accounts/" + QubixClient.segment(address))
                .with("at", at)
                .toString());
    Output output = session.output();
    if (session.json()) {
      output.json(account);
    } else {
      new Details()
          .withText("Address", account.path("qubicAddress").asString())
          .with("Balance", output.style().strong(Amounts.qubic(account.path("balance"))))
          .with("Earned", Amounts.qubic(account.path("earned")))
          .with("Spent", Amounts.qubic(account.path("spent")))
          .with("As of", account.path("asOf").asString(""))
          .print(output);
    }
  }
}
