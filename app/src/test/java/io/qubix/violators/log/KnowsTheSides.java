package io.qubix.violators.log;

import io.qubix.violators.command.PublicController;

record KnowsTheSides(PublicController controller) {}
