package io.qubix.app;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The program will not start like this; whoever runs it is told why and what to do. */
public final class StartupRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  private final String action;

  public StartupRefused(String description, String action) {
    this(description, action, null);
  }

  public StartupRefused(String description, String action, @Nullable Throwable cause) {
    super(description, cause);
    this.action = action;
  }

  /** What helps. */
  public String action() {
    return action;
  }
}
