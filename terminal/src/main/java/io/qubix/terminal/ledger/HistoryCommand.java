package io.qubix.terminal.ledger;

import io.qubix.client.QubixClient;
import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Pages;
import io.qubix.terminal.session.Paging;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists the payments and earnings of an address. */
@Command(name = "history", header = "Lists the payments and earnings of an address, newest first.")
public final class HistoryCommand implements Runnable {

  private static final int MOST_OF_PAGE = 500;

  private final Session session;

  @Parameters(
      paramLabel = "ADDRESS",
      arity = "0..1",
      description = "The address (default: QUBIX_ADDRESS).")
  private @Nullable String whose;

  @Mixin private final Paging paging = new Paging();

  public HistoryCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String address = whose == null ? session.requiredAddress() : whose;
    String path = "/api/transactions/history/" + QubixClient.segment(address);
    Pages pages =
        paging.read(
            MOST_OF_PAGE,
            (before, size) ->
                session.page(
                    RequestPath.of(path).with("before", before).with("limit", size).toString(),
                    "before"));
    if (session.json()) {
      session.output().json(pages.array());
    } else {
      show(pages, session.output());
    }
  }

  private static void show(Pages pages, Output output) {
    if (pages.items().isEmpty()) {
      output.notice("No transactions.");
      return;
    }
    Table table =
        new Table()
            .column("TIME")
            .column("TYPE")
            .numbers("AMOUNT")
            .column("JOB")
            .text("COUNTERPARTY");
    for (JsonNode entry : pages.items()) {
      boolean paid = entry.path("type").asString().equals("PAYMENT");
      table.row(
          Times.at(entry.path("createdAt")),
          entry.path("type").asString(),
          (paid ? "-" : "+") + Amounts.plain(entry.path("amount")),
          entry.path("jobId").asString(""),
          entry.path("counterparty").asString(""));
    }
    table.print(output);
    pages.tellMore(output);
  }
}
