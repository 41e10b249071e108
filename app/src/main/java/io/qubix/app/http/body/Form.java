package io.qubix.app.http.body;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** Reads the body of a request as the fields of an HTML form. */
public final class Form {

  /**
   * The largest form: users fill in a token, and each field costs many times its bytes in memory.
   */
  public static final long MOST_BYTES = 65_536;

  private Form() {}

  /**
   * Returns whether the body is a form. Only a browser's POST has one: the fields of another
   * request would be parameters that its authorization did not see.
   */
  public static boolean isIn(HttpServletRequest request) {
    String type = request.getContentType();
    return request.getMethod().equals("POST")
        && type != null
        && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  /** Adds the fields of a form to the parameters of its request, in time linear in both. */
  static Map<String, String[]> added(Map<String, String[]> parameters, Octets body) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    parameters.forEach((name, values) -> all.put(name, new ArrayList<>(List.of(values))));
    Stream.of(body.toString(StandardCharsets.US_ASCII).split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2 && !pair[0].isEmpty())
        .forEach(
            pair ->
                all.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>())
                    .add(decoded(pair[1])));
    Map<String, String[]> arrays = new LinkedHashMap<>();
    all.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
    return arrays;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
