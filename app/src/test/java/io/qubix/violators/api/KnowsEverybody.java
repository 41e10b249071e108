package io.qubix.violators.api;

import io.qubix.violators.command.PublicController;
import org.springframework.util.StringUtils;

record KnowsEverybody(PublicController controller) {
  boolean knowsSpring(String text) {
    return StringUtils.hasText(text);
  }
}
