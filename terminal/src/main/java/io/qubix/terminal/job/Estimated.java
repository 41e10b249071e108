package io.qubix.terminal.job;

import io.qubix.terminal.print.Amounts;
import io.qubix.terminal.print.Output;
import io.qubix.terminal.print.Times;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints what a job would cost. */
record Estimated(JsonNode found) {

  void print(Output output) {
    boolean offered = found.path("marketCost").isNumber();
    output.line(
        String.format(
            Locale.ROOT,
            "%s at %s an hour%s: %s; %s would take it now",
            Amounts.hours(found.path("computeHours")),
            Amounts.qubic(found.path(offered ? "marketPrice" : "pricePerHour")),
            offered ? ", " + found.path("bestOffer").asString("the best offer") : "",
            Amounts.qubic(found.path(offered ? "marketCost" : "estimatedCost")),
            Amounts.count(found.path("matchingProviders").asLong(), "provider")));
    if (found.path("expectedCharge").isNumber()) {
      output.line("Expected charge: " + Amounts.qubic(found.path("expectedCharge")));
    }
    if (found.path("highestCharge").isNumber()) {
      output.line("Highest charge: " + Amounts.qubic(found.path("highestCharge")) + ", " + bound());
    }
  }

  private String bound() {
    return found.path("highestCharge").equals(found.path("maxTotalCost"))
        ? "the most that it may cost"
        : Times.seconds(found.path("timeoutSeconds"))
            + " at "
            + Amounts.qubic(found.path("highestPrice"))
            + " an hour";
  }
}
