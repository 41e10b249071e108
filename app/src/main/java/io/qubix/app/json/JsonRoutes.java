package io.qubix.app.json;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Finds the controller of a request. Commands take and answer JSON unless they declare another
 * type: a client that sends or accepts none is refused before the command is carried out.
 */
final class JsonRoutes extends RequestMappingHandlerMapping {

  private static final String OURS = "io.qubix.";
  private static final Set<RequestMethod> READING = Set.of(RequestMethod.GET, RequestMethod.HEAD);
  private static final String[] BODIES = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"};

  /**
   * Refuses a type with a wildcard: Spring finds a route for it, and fails when it reads the body.
   */
  @Override
  protected @Nullable HandlerMethod getHandlerInternal(HttpServletRequest request)
      throws Exception {
    HandlerMethod found = super.getHandlerInternal(request);
    String sent = request.getContentType();
    if (found != null
        && !request.getMethod().matches("GET|HEAD")
        && sent != null
        && sent.contains("*")) {
      throw new HttpMediaTypeNotSupportedException("A body's type has no wildcard: " + sent);
    }
    return found;
  }

  @Override
  protected @Nullable RequestMappingInfo getMappingForMethod(Method method, Class<?> type) {
    RequestMappingInfo mapping = super.getMappingForMethod(method, type);
    if (mapping == null || !isOurApi(type) || onlyReads(mapping)) {
      return mapping;
    }
    RequestMappingInfo.Builder route = mapping.mutate().options(getBuilderConfiguration());
    if (mapping.getProducesCondition().isEmpty()) {
      route.produces(MediaType.APPLICATION_JSON_VALUE);
    }
    if (mapping.getConsumesCondition().isEmpty()) {
      route.consumes(BODIES);
    }
    RequestMappingInfo json = route.build();
    // A command without a body needs no content type.
    json.getConsumesCondition().setBodyRequired(false);
    return json;
  }

  /**
   * Returns whether a route only reads: it may find out later that its answer is not accepted,
   * because it changes nothing.
   */
  private static boolean onlyReads(RequestMappingInfo mapping) {
    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
    return !methods.isEmpty() && READING.containsAll(methods);
  }

  /** Returns whether a controller is ours; answers to errors suit every client. */
  private static boolean isOurApi(Class<?> type) {
    return type.getName().startsWith(OURS)
        && AnnotatedElementUtils.hasAnnotation(type, RestController.class)
        && !ErrorController.class.isAssignableFrom(type);
  }
}
