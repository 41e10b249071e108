package io.qubix.terminal.provider;

import static java.util.stream.Collectors.joining;

import io.qubix.api.money.Money;
import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Table;
import io.qubix.terminal.print.Times;
import io.qubix.terminal.session.Pages;
import io.qubix.terminal.session.Paging;
import io.qubix.terminal.session.RequestPath;
import io.qubix.terminal.session.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Lists the providers. */
@Command(
    name = "providers",
    header = "Lists providers, newest first or sorted.",
    description = "All of them, or only those of --address or --mine.")
public final class ProvidersCommand implements Runnable {

  private static final int MOST_OF_PAGE = 500;

  /** The values of the API. */
  enum Availability {
    available,
    busy,
    offline
  }

  private final Session session;

  @Option(
      names = {"-a", "--availability"},
      paramLabel = "WORD",
      description = "${COMPLETION-CANDIDATES}.")
  private @Nullable Availability availability;

  @Option(names = "--model", paramLabel = "MODEL", description = "Serves this model type.")
  private @Nullable String model;

  @Option(names = "--label", paramLabel = "NAME=VALUE", description = "Has this label.")
  private @Nullable String label;

  @Option(names = "--gpu", paramLabel = "MODEL", description = "Words of the GPU's name.")
  private @Nullable String gpu;

  @Option(names = "--min-vram", paramLabel = "GB", description = "The minimum GPU memory.")
  private @Nullable BigDecimal minVram;

  @Option(
      names = {"-p", "--max-price"},
      paramLabel = "QUBIC",
      description = "The highest price per hour.")
  private @Nullable Money maxPrice;

  @Option(names = "--location", paramLabel = "PLACE", description = "Where the machine is.")
  private @Nullable String location;

  @Option(names = "--mine", description = "Only those of QUBIX_ADDRESS, without other filters.")
  private boolean mine;

  @Option(
      names = "--sort",
      paramLabel = "BY",
      description = "${COMPLETION-CANDIDATES}; the best comes first.")
  private @Nullable Order sort;

  @Option(names = "--reverse", description = "Reverses the order.")
  private boolean reverse;

  @Mixin private final Paging paging = new Paging();

  public ProvidersCommand(Session session) {
    this.session = session;
  }

  @Override
  public void run() {
    String owner = mine ? session.requiredAddress() : session.givenAddress();
    Pages pages = paging.read(MOST_OF_PAGE, (from, size) -> page(owner, from, size));
    List<JsonNode> providers = new ArrayList<>(pages.items());
    if (sort != null) {
      providers.sort(sort.comparator());
    }
    if (reverse) {
      Collections.reverse(providers);
    }
    if (session.json()) {
      session.output().json(providers);
    } else {
      show(providers, session.output());
      pages.tellMore(session.output());
    }
  }

  private Pages page(@Nullable String owner, @Nullable String before, int size) {
    RequestPath query =
        owner == null
            ? RequestPath.of("/api/providers")
                .with("availability", availability)
                .with("modelType", model)
                .with("label", label)
                .with("gpuModel", gpu)
                .with("minVram", minVram)
                .with("maxPrice", maxPrice)
                .with("location", location)
            : RequestPath.of("/api/providers/my").with("qubicAddress", owner);
    return session.page(query.with("before", before).with("limit", size).toString(), "before");
  }

  private static void show(List<JsonNode> providers, Output output) {
    if (providers.isEmpty()) {
      output.notice("No such providers.");
      return;
    }
    Instant now = Instant.now();
    Table table =
        new Table()
            .text("WORKER")
            .painted("STATE", output.style()::status)
            .numbers("FREE")
            .numbers("PER HOUR")
            .text("GPU")
            .numbers("GPUS")
            .numbers("VRAM")
            .numbers("JOBS")
            .numbers("EARNED")
            .numbers("SCORE")
            .column("SEEN")
            .text("LOCATION")
            .text("SERVES")
            .text("ADDRESS");
    for (JsonNode provider : providers) {
      table.row(
          provider.path("workerId").asString(),
          state(provider),
          free(provider),
          Amounts.plain(provider.path("pricePerHour")),
          provider.path("gpuModel").asString(""),
          provider.path("gpuCount").asString("1"),
          Amounts.plain(provider.path("gpuVram")),
          provider.path("totalJobs").asString("0"),
          Amounts.plain(provider.path("totalEarnings")),
          score(provider.path("reputation")),
          Times.ago(provider.path("lastHeartbeat"), now),
          provider.path("location").asString(""),
          served(provider),
          provider.path("qubicAddress").asString(""));
    }
    table.print(output);
  }

  private static String served(JsonNode provider) {
    String models =
        provider.path("modelTypes").valueStream().map(JsonNode::asString).collect(joining(" "));
    return models.isEmpty() ? "any" : models;
  }

  /** Returns the chance of success, and on how many attempts it rests. */
  private static String score(JsonNode reputation) {
    // A server from before there were reputations names none.
    return reputation.isMissingNode()
        ? ""
        : reputation.path("score").asString("") + " of " + reputation.path("jobs").asString("");
  }

  private static String free(JsonNode provider) {
    JsonNode slots = provider.path("slots");
    // A server from before there were slots names none.
    return slots.isMissingNode()
        ? ""
        : provider.path("freeSlots").asString("0") + "/" + slots.asString("");
  }

  private static String state(JsonNode provider) {
    if (!provider.path("isOnline").asBoolean(false)) {
      return "offline";
    }
    return provider.path("isAvailable").asBoolean(false) ? "available" : "busy";
  }
}
