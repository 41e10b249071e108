package io.qubix.terminal.proof;

import io.qubix.terminal.print.Bar;
import io.qubix.terminal.session.Failure;
import io.qubix.terminal.session.Session;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows the progress of a verification on a terminal. */
public final class VerificationProgress {

  private final Session session;
  private final @Nullable Bar bar;
  private long all = -1;

  public VerificationProgress(Session session) {
    this.session = session;
    this.bar =
        session.json() || !session.output().screen().terminal() ? null : new Bar(session.output());
  }

  public void show(long events) {
    if (bar == null) {
      return;
    }
    if (all < 0) {
      all = inAll();
    }
    int percent = all > 0 ? (int) Math.min(100, events * 100 / all) : -1;
    bar.draw("Verifying", percent, String.format(Locale.ROOT, "%,d events", events));
  }

  public void clear() {
    if (bar != null) {
      bar.clear();
    }
  }

  private long inAll() {
    try {
      return session.get("/api/audit/seal").path("block").path("lastPosition").asLong(0);
    } catch (Failure e) {
      return 0;
    }
  }
}
