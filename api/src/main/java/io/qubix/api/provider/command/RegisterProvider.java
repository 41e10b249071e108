package io.qubix.api.provider.command;

import io.qubix.api.money.Money;
import io.qubix.api.provider.Hardware;
import io.qubix.api.provider.ProviderType;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a machine into the market, or updates its description. Answered with {@link Registration}.
 * Refused when the worker id belongs to another address, or another machine has taken it over since
 * the session that this one names.
 *
 * @param newId the provider's id, if it is new
 * @param slots how many jobs it holds at most, from 1
 * @param modelTypes it serves, an empty list for any, or null for those of the previous
 *     registration (any for a new provider)
 * @param labels or null for those of the previous registration
 * @param pricePerHour in QUBIC, or null for the previous price (1 for a new provider)
 * @param session that the machine has, or null when it takes the id over
 * @param newSession begins unless the machine keeps its own
 */
public record RegisterProvider(
    @TargetAggregateIdentifier WorkerId workerId,
    UUID newId,
    QubicAddress qubicAddress,
    @Nullable String name,
    ProviderType type,
    Hardware hardware,
    int slots,
    @Nullable List<String> modelTypes,
    @Nullable Map<String, String> labels,
    @Nullable String location,
    @Nullable Money pricePerHour,
    @Nullable String session,
    String newSession)
    implements ProviderCommand {}
