package io.qubix.terminal.session;

import io.qubix.terminal.print.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A list that was read page by page.
 *
 * @param next the cursor of the next page, or null at the end
 */
public record Pages(List<JsonNode> items, @Nullable String next) {

  /** Asks for one page. */
  @FunctionalInterface
  public interface Source {
    Pages page(@Nullable String from, int size);
  }

  /**
   * Asks for pages until {@code limit} items have been read or the list ends.
   *
   * @param most the largest page that the service allows
   * @param from the cursor of the first page, or null for the beginning
   */
  public static Pages upTo(long limit, int most, @Nullable String from, Source source) {
    List<JsonNode> all = new ArrayList<>();
    String next = from;
    do {
      Pages page = source.page(next, (int) Math.min(most, limit - all.size()));
      all.addAll(page.items());
      next = page.next();
    } while (next != null && all.size() < limit);
    return new Pages(all, next);
  }

  /** Makes a page of an answer that is an array. */
  static Pages ofArray(JsonNode array, @Nullable String next) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return new Pages(items, next);
  }

  /** Says how the list continues, unless this is its end. */
  public void tellMore(Output output) {
    if (next != null) {
      output.notice(output.style().faint("More: --before " + next + ", or --all"));
    }
  }

  public ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode().addAll(items);
  }
}
