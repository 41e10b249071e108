package io.qubix.violators.runtime;

import io.qubix.violators.command.PublicController;

record KnowsTheSides(PublicController controller) {}
