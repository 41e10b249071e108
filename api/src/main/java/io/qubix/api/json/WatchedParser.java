package io.qubix.api.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.util.JsonParserDelegate;

/** Shows each token to its subclass before anything is made of it. */
abstract class WatchedParser extends JsonParserDelegate {

  WatchedParser(JsonParser parser) {
    super(parser);
  }

  /** Looks at the token that was read last. */
  abstract void look(JsonToken token);

  @Override
  public @Nullable JsonToken nextToken() {
    JsonToken token = super.nextToken();
    lookAtCurrent();
    return token;
  }

  @Override
  public @Nullable String nextName() {
    String name = super.nextName();
    lookAtCurrent();
    return name;
  }

  final void lookAtCurrent() {
    JsonToken token = currentToken();
    if (token != null) {
      look(token);
    }
  }
}
