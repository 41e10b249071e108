package io.qubix.query.job;

import io.qubix.api.Limits;
import io.qubix.api.Money;
import io.qubix.api.Rejection;
import io.qubix.api.job.CreateJob;
import io.qubix.api.job.Requirements;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.query.ForQueries;
import io.qubix.query.provider.Market;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class EstimateController {

  private static final Members MEMBERS =
      Members.of("modelType", "computeNeeded", "maxPrice")
          .with("requirements", Fields.REQUIREMENTS);

  /**
   * The estimated cost of a job.
   *
   * @param computeHours hours
   * @param pricePerHour the highest price, or 1 without one
   * @param estimatedCost at that price
   * @param matchingProviders the number of providers that would take it at once
   * @param marketPrice of the cheapest of these, or null when there is none
   * @param marketCost at that price, or null also when the books could not hold it
   */
  record Estimate(
      double computeHours,
      Money pricePerHour,
      Money estimatedCost,
      long matchingProviders,
      @Nullable Money marketPrice,
      @Nullable Money marketCost) {}

  record Answer(boolean success, Estimate estimate) {}

  private final Market market;

  EstimateController(Market market) {
    this.market = market;
  }

  @PostMapping("/api/jobs/estimate")
  Answer estimate(@RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    fields.nameOrNothing("modelType");
    Double hours = fields.requiredPositive("computeNeeded", Limits.HOURS);
    Money maxPrice = fields.money("maxPrice", false, Limits.PRICE);
    Requirements asked = fields.requirements("requirements");
    fields.verify();
    return new Answer(true, estimate(hours, maxPrice, asked == null ? Requirements.NONE : asked));
  }

  private Estimate estimate(double hours, @Nullable Money maxPrice, Requirements requirements) {
    Money cost;
    try {
      cost = CreateJob.estimate(hours, maxPrice);
    } catch (ArithmeticException e) {
      throw new Rejection.Invalid("computeNeeded", "would cost more than the books can hold");
    }
    Money cheapest = market.cheapest(requirements, maxPrice).orElse(null);
    return new Estimate(
        hours,
        maxPrice == null ? Money.ONE : maxPrice,
        cost,
        market.available(requirements, maxPrice),
        cheapest,
        cheapest == null ? null : cost(hours, cheapest));
  }

  private static @Nullable Money cost(double hours, Money price) {
    try {
      return price.forHours(hours);
    } catch (ArithmeticException e) {
      return null;
    }
  }
}
