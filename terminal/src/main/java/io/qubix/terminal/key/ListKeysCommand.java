package io.qubix.terminal.key;

import io.qubix.api.caller.Role;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Pages;
import io.qubix.terminal.session.Paging;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists the keys. */
@Command(name = "list", header = "Lists the keys that you may see, newest first.")
final class ListKeysCommand implements Runnable {

  private static final int MOST_OF_PAGE = 500;

  private final Session session;

  @Option(names = "--role", paramLabel = "ROLE", description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Role role;

  @Option(
      names = "--subject",
      paramLabel = "ADDRESS",
      description = "Of this address, or of this worker.")
  private @Nullable String subject;

  @Mixin private final Paging paging = new Paging();

  ListKeysCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    Pages pages = paging.read(MOST_OF_PAGE, this::page);
    Output output = session.output();
    if (session.json()) {
      output.json(pages.array());
    } else if (pages.items().isEmpty()) {
      output.notice("No such keys.");
    } else {
      show(pages, output);
    }
  }

  private Pages page(@Nullable String before, int size) {
    JsonNode page =
        session.get(
            RequestPath.of("/api/keys")
                .with("role", role == null ? null : role.word())
                .with("subject", subject)
                .with("before", before)
                .with("limit", size)
                .toString());
    List<JsonNode> keys = new ArrayList<>();
    page.path("keys").forEach(keys::add);
    JsonNode next = page.path("next");
    return new Pages(keys, next.isString() ? next.asString() : null);
  }

  private static void show(Pages pages, Output output) {
    Instant now = Instant.now();
    Table table =
        new Table()
            .column("ID")
            .column("ROLE")
            .column("STATE")
            .text("SUBJECT")
            .text("NAME")
            .column("ISSUED")
            .column("USED")
            .column("EXPIRES");
    for (JsonNode key : pages.items()) {
      table.row(
          key.path("id").asString(),
          key.path("role").asString().toLowerCase(Locale.ROOT),
          key.path("state").asString().toLowerCase(Locale.ROOT),
          key.path("subject").asString(""),
          key.path("name").asString(),
          Times.ago(key.path("issuedAt"), now),
          Times.ago(key.path("lastUsedAt"), now),
          Times.at(key.path("expiresAt")));
    }
    table.print(output);
    pages.tellMore(output);
  }
}
