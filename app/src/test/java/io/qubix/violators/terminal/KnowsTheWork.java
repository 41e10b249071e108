package io.qubix.violators.terminal;

import io.qubix.violators.command.PublicController;
import io.qubix.violators.worker.KnowsTheServer;
import org.springframework.util.StringUtils;

record KnowsTheWork(PublicController controller, KnowsTheServer worker) {
  boolean usesSpring(String text) {
    return StringUtils.hasText(text);
  }
}
