package io.qubix.api.thread;

import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventProcessingException;

/**
 * Makes a processor repeat a failed batch, after an error as after an exception. Otherwise an error
 * would silently end its work on the segment.
 */
public final class ErrorsKept implements ErrorHandler {

  @Override
  public void handleError(ErrorContext context) throws Exception {
    if (context.error() instanceof Exception exception) {
      throw exception;
    }
    VitalThreads.failed(context.eventProcessor(), context.error());
    throw new EventProcessingException("An error in " + context.eventProcessor(), context.error());
  }
}
