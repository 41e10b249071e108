package io.qubix.violators.postgres;

import io.qubix.violators.command.PublicController;

record KnowsTheSides(PublicController controller) {}
