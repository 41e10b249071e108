package io.qubix.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Puts the link to the next page of an answered array into the header Link (RFC 8288). */
public final class NextPage {

  private NextPage() {}

  /**
   * @param next the {@code before} of the next page, or null when there is none
   */
  public static <T> ResponseEntity<List<T>> of(List<T> page, @Nullable Cursor next) {
    return of(page, "before", next);
  }

  /**
   * @param parameter the query parameter that takes the cursor
   */
  public static <T> ResponseEntity<List<T>> of(
      List<T> page, String parameter, @Nullable Cursor next) {
    if (next == null) {
      return ResponseEntity.ok(page);
    }
    String url =
        ServletUriComponentsBuilder.fromCurrentRequest()
            .replaceQueryParam(parameter, next)
            .build()
            .toUriString();
    return ResponseEntity.ok().header(HttpHeaders.LINK, "<" + url + ">; rel=\"next\"").body(page);
  }
}
