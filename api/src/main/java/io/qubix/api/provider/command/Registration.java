package io.qubix.api.provider.command;

import io.qubix.api.provider.view.ProviderView;

/** The answer to a registration: the provider's new state, and whether it was unknown before. */
public record Registration(ProviderView provider, boolean isNew) {}
