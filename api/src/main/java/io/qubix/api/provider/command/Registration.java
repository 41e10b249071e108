package io.qubix.api.provider.command;

import io.qubix.api.provider.view.ProviderView;

/**
 * The answer to a registration.
 *
 * @param provider as it is now
 * @param isNew whether it was unknown before
 * @param session that has the worker's id
 */
public record Registration(ProviderView provider, boolean isNew, String session) {}
