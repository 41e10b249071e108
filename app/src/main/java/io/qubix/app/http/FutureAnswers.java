package io.qubix.app.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Answers with a future's result: at once if it is done, otherwise by the container's asynchronous
 * answers, without a blocked thread. A future whose client is gone is cancelled.
 */
final class FutureAnswers implements HandlerMethodReturnValueHandler {

  private final HandlerMethodReturnValueHandler bodies;

  FutureAnswers(HandlerMethodReturnValueHandler bodies) {
    this.bodies = bodies;
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return CompletableFuture.class == type.getParameterType();
  }

  @Override
  public void handleReturnValue(
      @Nullable Object value,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws Exception {
    if (!(value instanceof CompletableFuture<?> answer)) {
      throw new IllegalStateException("A controller promised an answer and gave none");
    }
    if (answer.isDone() && !answer.isCompletedExceptionally()) {
      bodies.handleReturnValue(answer.join(), type, container, request);
      return;
    }
    DeferredResult<Object> later = new DeferredResult<>();
    later.onCompletion(() -> answer.cancel(false));
    answer.whenComplete(
        (body, failure) -> {
          if (failure == null) {
            later.setResult(body);
          } else {
            later.setErrorResult(causeOf(failure));
          }
        });
    WebAsyncUtils.getAsyncManager(request).startDeferredResultProcessing(later, container);
  }

  private static Throwable causeOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }
}
