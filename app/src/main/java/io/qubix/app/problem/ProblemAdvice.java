package io.qubix.app.problem;

import io.qubix.api.Rejection;
import io.qubix.app.correlation.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers exceptions of controllers with problem documents. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler(Rejection.class)
  ResponseEntity<Object> refused(Rejection rejection, HttpServletRequest request) {
    return answer(FaultMapping.of(rejection), new HttpHeaders(), request.getRequestURI());
  }

  @ExceptionHandler(Exception.class)
  @Nullable ResponseEntity<Object> failed(
      Exception thrown, HttpServletRequest request, HttpServletResponse response) {
    if (response.isCommitted()) {
      LOG.debug("An answer broke off", thrown);
      return null;
    }
    Fault fault = FaultMapping.of(thrown).orElseGet(() -> ours(thrown));
    return answer(fault, new HttpHeaders(), request.getRequestURI());
  }

  static Fault faultOf(Exception thrown, HttpServletRequest request) {
    if (thrown instanceof ErrorResponse described) {
      return faultOf(thrown, described.getStatusCode(), request);
    } else if (thrown instanceof TypeMismatchException) {
      return faultOf(thrown, HttpStatus.BAD_REQUEST, request);
    }
    return FaultMapping.of(thrown).orElseGet(() -> ours(thrown));
  }

  /** Logs a bug of ours in full, and gives the client an id to name it by. */
  static Fault ours(Throwable thrown) {
    LOG.error("A request failed", thrown);
    return Fault.of(
        500, "Something went wrong here; the log has it under " + Correlation.current());
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception thrown,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpServletRequest http = ((ServletWebRequest) request).getRequest();
    HttpServletResponse response = ((ServletWebRequest) request).getResponse();
    if (response != null && response.isCommitted()) {
      return null;
    }
    return answer(faultOf(thrown, status, http), headers, http.getRequestURI());
  }

  private static Fault faultOf(
      Exception thrown, HttpStatusCode status, HttpServletRequest request) {
    if (thrown instanceof HttpMessageNotReadableException) {
      return FaultMapping.of(thrown)
          .orElseGet(() -> Fault.of(400, "The request has no body that can be read"));
    } else if (thrown instanceof NoResourceFoundException
        || thrown instanceof NoHandlerFoundException) {
      return Fault.of(404, "There is nothing at " + request.getRequestURI());
    } else if (thrown instanceof MissingServletRequestParameterException missing) {
      return FaultMapping.ofField(missing.getParameterName(), "is required");
    } else if (thrown instanceof MethodArgumentTypeMismatchException mismatch) {
      return FaultMapping.ofField(mismatch.getName(), wanted(mismatch));
    } else if (status.is5xxServerError()) {
      return FaultMapping.of(thrown)
          .orElseGet(() -> status.value() == 503 ? Fault.of(503) : ours(thrown));
    } else if (thrown instanceof ErrorResponse described
        && described.getBody().getDetail() != null
        && status.value() != 406
        && status.value() != 415) {
      return Fault.of(status.value(), described.getBody().getDetail());
    }
    return Fault.of(status.value());
  }

  private static String wanted(TypeMismatchException mismatch) {
    Class<?> type = mismatch.getRequiredType();
    if (type == null) {
      return "is invalid";
    } else if (type.isEnum()) {
      return "is none of the words allowed";
    } else if (type == Boolean.class || type == boolean.class) {
      return "must be true or false";
    } else if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "must be a number";
    } else if (type.getPackageName().equals("java.time")) {
      return "must be an instant like 2026-11-23T17:36:00Z";
    }
    return "is invalid";
  }

  static ResponseEntity<Object> answer(Fault fault, HttpHeaders headers, String instance) {
    HttpHeaders all = new HttpHeaders();
    all.putAll(headers);
    all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (fault.retryAfter() != null) {
      all.set(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(fault.retryAfter()));
    }
    return ResponseEntity.status(fault.status()).headers(all).body(Problem.of(fault, instance));
  }
}
