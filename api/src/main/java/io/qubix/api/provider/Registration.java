package io.qubix.api.provider;

/** The answer to a registration: the provider's new state, and whether it was unknown before. */
public record Registration(ProviderView provider, boolean isNew) {}
