package io.qubix.api.thread;

import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventProcessingException;

/**
 * Has a processor of events do a batch again that failed, after an error as after an exception: an
 * error would end its work on the segment in silence.
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
