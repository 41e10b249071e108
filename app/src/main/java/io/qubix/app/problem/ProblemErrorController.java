package io.qubix.app.problem;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers failures before a controller: exceptions of filters, and refusals of the container. */
@RestController
class ProblemErrorController implements ErrorController {

  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  Object answer(HttpServletRequest request) {
    Fault fault = faultOf(request);
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String instance = path == null ? request.getRequestURI() : path.toString();
    if (ConsolePaths.isForPeople(request, instance)) {
      return ProblemPage.page(fault, instance);
    }
    return ProblemAdvice.answer(fault, new HttpHeaders(), instance);
  }

  private static Fault faultOf(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable thrown) {
      return FaultMapping.of(thrown).orElseGet(() -> ProblemAdvice.ours(thrown));
    }
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    return Fault.of(status instanceof Integer code ? code : 404);
  }
}
