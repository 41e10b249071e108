package io.qubix.api.user;

import org.jspecify.annotations.Nullable;

/** A user as a job shows it. */
public record UserView(QubicAddress qubicAddress, @Nullable String username) {}
