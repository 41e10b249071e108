package io.qubix.query.act;

import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.KeyId;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class ActController {

  private final KeySearch keys;
  private final ActSearch acts;
  private final CurrentCaller current;

  ActController(KeySearch keys, ActSearch acts, CurrentCaller current) {
    this.keys = keys;
    this.acts = acts;
    this.current = current;
  }

  @GetMapping("/api/keys")
  KeySearch.KeyPage keys(
      @RequestParam @Nullable String role,
      @RequestParam @Nullable String subject,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var ofRole = parameters.word("role", role, Role.class);
    var of = parameters.name("subject", subject);
    var place = parameters.requiredCursor("before", before, KeySearch.CURSOR);
    int count = parameters.limit(limit);
    parameters.verify();
    return keys.keys(current.now(), ofRole, of, place, count);
  }

  @GetMapping("/api/audit/acts")
  ActSearch.ActPage acts(
      @RequestParam @Nullable String key,
      @RequestParam @Nullable String before,
      @RequestParam @Nullable String limit) {
    Parameters parameters = new Parameters();
    var place = parameters.requiredCursor("before", before, ActSearch.CURSOR);
    int count = parameters.limit(limit);
    KeyId with = null;
    if (key != null && !key.isEmpty()) {
      with = KeyId.of(key).orElse(null);
      if (with == null) {
        parameters.reject("key", "is no id of a key");
      }
    }
    parameters.verify();
    return acts.acts(with, place, count);
  }
}
