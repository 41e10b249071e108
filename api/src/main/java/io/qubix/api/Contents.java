package io.qubix.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The large parts of events: a job's input and its result. No decision uses them, so followers of
 * the log get events without contents, with a {@link MissingNode} in their place. Such an event is
 * read-only: it must never be appended.
 */
public final class Contents {

  /** The members of payloads that hold contents. */
  public static final Set<String> MEMBERS = Set.of("inputData", "result");

  /** The largest event, in bytes, whose contents count as small. */
  public static final int SMALL = 4_096;

  private Contents() {}

  /** Returns whether events of a class have contents. */
  public static boolean areIn(Class<?> event) {
    return HasContents.class.isAssignableFrom(event);
  }

  /** Returns whether an event has lost its contents. */
  public static boolean areLeftOutOf(@Nullable Object event) {
    return event instanceof HasContents whole && isLeftOut(whole.contents());
  }

  /** Returns whether a value stands for contents that were left out. */
  public static boolean isLeftOut(@Nullable JsonNode content) {
    return content != null && content.isMissingNode();
  }

  /** Returns an event without its contents, or the event itself when its type has none. */
  public static Object leftOutOf(Object event) {
    return event instanceof HasContents whole
        ? whole.withContents(MissingNode.getInstance())
        : event;
  }
}
