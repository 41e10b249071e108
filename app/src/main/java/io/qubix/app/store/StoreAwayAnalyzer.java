package io.qubix.app.store;

import io.qubix.runtime.store.StoreFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzedException;

/** Reports in two sentences that the database went away during the start. */
class StoreAwayAnalyzer extends AbstractFailureAnalyzer<SQLException> {

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
    if (findCause(rootFailure, FailureAnalyzedException.class) != null) {
      // It says more, and Spring Boot asks it last.
      return null;
    }
    return StoreFailure.of(rootFailure)
        .filter(StoreFailure::isAway)
        .map(
            meaning ->
                new FailureAnalysis(
                    "The database went away during the start: "
                        + meaning.words()
                        + ": "
                        + Reason.of(rootFailure),
                    "Start QUBIX again when it is there.",
                    rootFailure))
        .orElse(null);
  }
}
