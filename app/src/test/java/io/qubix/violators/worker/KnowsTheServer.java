package io.qubix.violators.worker;

import io.qubix.violators.command.PublicController;
import org.springframework.util.StringUtils;

public record KnowsTheServer(PublicController controller) {
  boolean usesSpring(String text) {
    return StringUtils.hasText(text);
  }
}
