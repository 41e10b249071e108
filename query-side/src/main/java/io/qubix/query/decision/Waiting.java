package io.qubix.query.decision;

import io.qubix.api.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a job waits.
 *
 * @param since when its wait for a provider began or begins
 * @param paused whether the market is paused, so that no provider gets any job
 * @param cheapestThatFits the lowest price of an hour among those that miss nothing but the price,
 *     or null when there are none
 */
public record Waiting(
    Instant since, boolean paused, Misses misses, @Nullable Money cheapestThatFits) {}
