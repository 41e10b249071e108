package io.qubix.app.console;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.springframework.web.util.UriUtils;

/** The query of a page, from which links to the same list with a small change are made. */
record PageQuery(String path, Map<String, String> parameters) {

  PageQuery(HttpServletRequest request) {
    this(ConsolePaths.pathOf(request), firsts(request));
  }

  private static Map<String, String> firsts(HttpServletRequest request) {
    Map<String, String> firsts = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!values[0].isBlank()) {
                firsts.put(name, values[0]);
              }
            });
    return firsts;
  }

  public String get(String name) {
    return parameters.getOrDefault(name, "");
  }

  public boolean isFiltered() {
    return parameters.keySet().stream().anyMatch(name -> !name.matches("sort|before"));
  }

  public String url() {
    return url(parameters);
  }

  /** Returns the link to the first page in another order. */
  public String sortedBy(String order) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.remove("before");
    changed.put("sort", order);
    return url(changed);
  }

  public String first() {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.remove("before");
    return url(changed);
  }

  String with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    return url(changed);
  }

  private String url(Map<String, String> all) {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    // Parameter names come from the client: braces in them must not be taken for a template.
    all.forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
    return UriUtils.encodePath(path, StandardCharsets.UTF_8) + query;
  }

  private static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
