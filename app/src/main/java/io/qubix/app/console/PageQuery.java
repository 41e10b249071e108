package io.qubix.app.console;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
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

  /** Returns the link to the first page in another order. */
  public String sortedBy(String order) {
    return with("sort", order).first();
  }

  public String first() {
    return with("before", null).url();
  }

  /**
   * Returns the link to the next page, or null on the last one.
   *
   * @param place where it begins, or null on the last page
   */
  @Nullable String next(String parameter, @Nullable Object place) {
    return place == null ? null : with(parameter, place.toString()).url();
  }

  private PageQuery with(String name, @Nullable String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.compute(name, (same, before) -> value);
    return new PageQuery(path, changed);
  }

  public String url() {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    // Parameter names come from the client: braces in them must not be taken for a template.
    parameters.forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
    return UriUtils.encodePath(path, StandardCharsets.UTF_8) + query;
  }

  private static String encoded(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }
}
