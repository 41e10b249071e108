package io.qubix.query.market;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.qubix.api.Rejection;
import io.qubix.api.bounds.Limits;
import io.qubix.api.job.JobLimits;
import io.qubix.api.job.JobTerms;
import io.qubix.api.job.command.CreateJob;
import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.matching.MatchingPolicy;
import io.qubix.api.matching.Requirements;
import io.qubix.api.money.Money;
import io.qubix.api.provider.view.ProviderView;
import io.qubix.api.request.Fields;
import io.qubix.api.request.TermsFields;
import io.qubix.query.ForQueries;
import io.qubix.query.provider.Market;
import io.qubix.query.provider.ProviderSearch;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class EstimateController {

  /** How many providers an estimate names. */
  private static final int BEST = 5;

  private static final Members MEMBERS =
      TermsFields.beside(
          Members.of("modelType", "computeNeeded", "maxPrice")
              .with("requirements", Fields.REQUIREMENTS));

  /**
   * The estimated cost of a job.
   *
   * @param computeHours hours
   * @param pricePerHour the highest price, or 1 without one
   * @param estimatedCost at that price
   * @param matchingProviders the number of providers that would take it at once
   * @param best the first of these, in the order of the matching policy
   * @param marketPrice of the first, or null when there is none
   * @param marketCost at that price, or null also when the books could not hold it
   * @param bestOffer names the offer of the first, as in {@code the cheapest offer}
   * @param charges what it is expected to cost, and at most
   */
  record Estimate(
      double computeHours,
      Money pricePerHour,
      Money estimatedCost,
      long matchingProviders,
      @Nullable Money marketPrice,
      @Nullable Money marketCost,
      String bestOffer,
      List<ProviderView> best,
      @JsonUnwrapped Charges charges) {}

  record Answer(boolean success, Estimate estimate) {}

  private final Market market;
  private final ProviderSearch providers;
  private final MatchingPolicy policy;
  private final JobLimits limits;
  private final Clock clock;

  EstimateController(
      Market market,
      ProviderSearch providers,
      MatchingPolicy policy,
      JobLimits limits,
      Clock clock) {
    this.market = market;
    this.providers = providers;
    this.policy = policy;
    this.limits = limits;
    this.clock = clock;
  }

  @PostMapping("/api/jobs/estimate")
  Answer estimate(@RequestBody(required = false) @Nullable JsonBody body) {
    Fields fields = Fields.of(body, MEMBERS);
    String modelType = fields.nameOrNothing("modelType");
    Double hours = fields.requiredPositive("computeNeeded", Limits.HOURS);
    Money maxPrice = fields.money("maxPrice", false, Limits.PRICE);
    Requirements asked = fields.requirements("requirements");
    JobTerms terms = TermsFields.read(fields);
    fields.verify();
    return new Answer(
        true,
        estimate(
            modelType == null || modelType.isEmpty() ? null : modelType,
            hours,
            limits.priceUpTo(maxPrice),
            asked == null ? Requirements.NONE : asked,
            limits.complete(terms, clock.instant())));
  }

  private Estimate estimate(
      @Nullable String modelType,
      double hours,
      @Nullable Money maxPrice,
      Requirements requirements,
      JobTerms terms) {
    Money cost;
    try {
      cost = CreateJob.estimate(hours, maxPrice);
    } catch (ArithmeticException e) {
      throw new Rejection.Invalid("computeNeeded", "would cost more than an account can hold");
    }
    List<ProviderView> best = providers.best(modelType, requirements, maxPrice, BEST);
    Money price = best.isEmpty() ? null : best.get(0).offer().pricePerHour();
    return new Estimate(
        hours,
        maxPrice == null ? Money.ONE : maxPrice,
        cost,
        market.available(modelType, requirements, maxPrice),
        price,
        price == null ? null : Charges.orNull(() -> price.forHours(hours)),
        policy.bestOffer(),
        best,
        Charges.of(hours, price, maxPrice, terms));
  }
}
