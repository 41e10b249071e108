package io.qubix.app;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a refusal as two sentences instead of a stack trace. */
class StartupRefusedAnalyzer extends AbstractFailureAnalyzer<StartupRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, StartupRefused cause) {
    return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
  }
}
