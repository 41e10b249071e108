package io.qubix.violators.query;

import io.qubix.violators.app.Program;
import io.qubix.violators.command.PublicController;
import org.jspecify.annotations.Nullable;

public record FloatingMoney(
    double totalEarnings, Program program, @Nullable PublicController command) {}
