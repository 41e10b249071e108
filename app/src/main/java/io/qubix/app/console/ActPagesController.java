package io.qubix.app.console;

import io.qubix.api.caller.CurrentCaller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.KeyId;
import io.qubix.app.ConsolePaths;
import io.qubix.query.Cursor;
import io.qubix.query.ForQueries;
import io.qubix.query.act.ActSearch;
import io.qubix.query.act.KeySearch;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the pages of keys and of acts. */
@Controller
@ForQueries
class ActPagesController {

  private static final int PAGE = 50;

  private final KeySearch keys;
  private final ActSearch acts;
  private final CurrentCaller current;

  ActPagesController(KeySearch keys, ActSearch acts, CurrentCaller current) {
    this.keys = keys;
    this.acts = acts;
    this.current = current;
  }

  @GetMapping("/audit/acts")
  String acts(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    @Nullable KeyId key = KeyId.of(query.get("key")).orElse(null);
    if (key == null && !query.get("key").isEmpty()) {
      form.parameters().reject("key", "is no id of a key");
    }
    @Nullable Cursor before =
        form.parameters().requiredCursor("before", query.get("before"), ActSearch.CURSOR);
    ActSearch.ActPage page =
        form.find(() -> acts.acts(key, before, PAGE), new ActSearch.ActPage(List.of(), null));
    model.addAttribute("query", query);
    model.addAttribute("errors", form.errors());
    model.addAttribute("acts", page.acts());
    model.addAttribute("next", query.next("before", page.next()));
    return ConsolePaths.isForPart(request) ? "acts :: found" : "acts";
  }

  @GetMapping("/audit/keys")
  String keys(HttpServletRequest request, Model model) {
    FilterForm form = new FilterForm(request);
    PageQuery query = form.query();
    @Nullable Cursor before =
        form.parameters().requiredCursor("before", query.get("before"), KeySearch.CURSOR);
    KeySearch.KeyPage page =
        form.find(
            () -> keys.keys(current.now(), null, null, before, PAGE),
            new KeySearch.KeyPage(List.of(), null));
    model.addAttribute("query", query);
    model.addAttribute("errors", form.errors());
    model.addAttribute("roles", Role.values());
    model.addAttribute("keys", page.keys());
    model.addAttribute("next", query.next("before", page.next()));
    return ConsolePaths.isForPart(request) ? "keys :: found" : "keys";
  }
}
