package io.qubix.query.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.qubix.api.job.JobId;
import io.qubix.query.QueryNode;
import io.qubix.query.Story;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Waiting times tell of those that wait still, and an estimate of what the market asks. */
class WaitingTimesTest {

  private static final Offset<Double> FEW_SECONDS = Offset.offset(60.0);

  private final QueryNode.Cluster cluster = new QueryNode.Cluster();
  private final Story story = new Story(cluster.log, Instant.now().minus(Duration.ofMinutes(10)));
  private QueryNode node;

  @BeforeEach
  void start() {
    node = cluster.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void nothingThatWaits_hasNoWaitingTime() {
    assertThat(waiting().path("averageSeconds").isNull()).isTrue();
    assertThat(waiting().path("longestSeconds").isNull()).isTrue();
  }

  @Test
  void whatWaitsStill_countsFromItsCreation_untilItGetsAProvider() {
    Story.Provider provider = story.registered("w-1", "OWNER", "1");
    JobId first = story.created("USER", "model");
    JobId second = story.created("USER", "model");
    assertThat(waiting().path("averageSeconds").asDouble()).isCloseTo(600, FEW_SECONDS);
    assertThat(waiting().path("longestSeconds").asDouble()).isCloseTo(600, FEW_SECONDS);

    story.assigned(first, 1, provider);
    assertThat(waiting().path("averageSeconds").asDouble()).isCloseTo(300, FEW_SECONDS);
    story.assigned(second, 1, provider);
    assertThat(waiting().path("averageSeconds").asDouble()).isEqualTo(2);
    assertThat(waiting().path("longestSeconds").asDouble()).isEqualTo(2);

    // It waits again, but no more for its first provider.
    story.failed(first, 1, provider, "broken");
    assertThat(waiting().path("averageSeconds").asDouble()).isEqualTo(2);
    assertThat(waiting().path("oldestSeconds").asDouble()).isCloseTo(600, FEW_SECONDS);
  }

  @Test
  void anEstimate_tellsWhatTheCheapestOfferWouldCost_beforeTheMostThatItMayCost() {
    story.registered("dear", "OWNER", "3");
    story.registered("cheap", "OWNER", "0.8");
    String body = "{\"computeNeeded\": 2.5, \"maxPrice\": %s}";

    JsonNode offered = estimate(body.formatted("1.2"));
    assertThat(offered.path("estimatedCost").decimalValue()).isEqualByComparingTo("3");
    assertThat(offered.path("marketPrice").decimalValue()).isEqualByComparingTo("0.8");
    assertThat(offered.path("marketCost").decimalValue()).isEqualByComparingTo("2");
    JsonNode none = estimate(body.formatted("0.7"));
    assertThat(none.path("matchingProviders").asInt()).isZero();
    assertThat(none.path("marketPrice").isNull()).isTrue();
    assertThat(none.path("marketCost").isNull()).isTrue();
  }

  private JsonNode estimate(String body) {
    return node.post("/api/jobs/estimate", body).body().path("estimate");
  }

  private JsonNode waiting() {
    return node.get("/api/stats/overview").body().path("waiting");
  }
}
