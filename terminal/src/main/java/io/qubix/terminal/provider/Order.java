package io.qubix.terminal.provider;

import java.math.BigDecimal;
import java.util.Comparator;
import tools.jackson.databind.JsonNode;

/** The orders of a list of providers. */
enum Order {
  price(Comparator.comparing(provider -> number(provider, "pricePerHour"))),
  jobs(Comparator.comparing((JsonNode provider) -> number(provider, "totalJobs")).reversed()),
  earned(Comparator.comparing((JsonNode provider) -> number(provider, "totalEarnings")).reversed()),
  vram(Comparator.comparing((JsonNode provider) -> number(provider, "gpuVram")).reversed()),
  seen(Comparator.comparing((JsonNode provider) -> text(provider, "lastHeartbeat")).reversed()),
  worker(Comparator.comparing(provider -> text(provider, "workerId")));

  private final Comparator<JsonNode> comparator;

  Order(Comparator<JsonNode> comparator) {
    this.comparator = comparator;
  }

  Comparator<JsonNode> comparator() {
    return comparator;
  }

  private static BigDecimal number(JsonNode provider, String member) {
    JsonNode value = provider.path(member);
    return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
  }

  private static String text(JsonNode provider, String member) {
    return provider.path(member).asString("");
  }
}
