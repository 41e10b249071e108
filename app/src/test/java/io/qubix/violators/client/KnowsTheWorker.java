package io.qubix.violators.client;

import io.qubix.violators.worker.KnowsTheServer;
import org.springframework.util.StringUtils;

record KnowsTheWorker(KnowsTheServer worker) {
  boolean usesSpring(String text) {
    return StringUtils.hasText(text);
  }
}
