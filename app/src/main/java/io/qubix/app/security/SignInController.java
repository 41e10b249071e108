package io.qubix.app.security;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Signs users in with the token. A form is read behind the mapping (docs/adr/0011), so a filter
 * cannot do it.
 */
@Controller
class SignInController {

  private static final Pattern INSIDE =
      Pattern.compile("/([\\w\\-.~%?&=+:@,;$!'()*][\\w\\-.~%?&=+:@,;$!'()*/]*)?");

  private final LockProperties properties;
  private final AuthenticationManager callers;
  private final ConsoleSessions sessions;

  SignInController(
      LockProperties properties, AuthenticationManager callers, ConsoleSessions sessions) {
    this.properties = properties;
    this.callers = callers;
    this.sessions = sessions;
  }

  @GetMapping(ConsolePaths.SIGN_IN)
  String page(
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      Model model) {
    if (!properties.locked() || sessions.containsContext(request)) {
      return "redirect:" + inside(next);
    }
    return page(next, false, model);
  }

  @PostMapping(ConsolePaths.SIGN_IN)
  String signIn(
      @RequestParam(required = false) @Nullable String token,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (!properties.locked()) {
      return "redirect:/";
    }
    try {
      Authentication caller =
          callers.authenticate(new PresentedKey(token == null ? "" : token.strip()));
      sessions.saveContext(new SecurityContextImpl(caller), request, response);
      return "redirect:" + inside(next);
    } catch (AuthenticationException refused) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return page(next, true, model);
    }
  }

  private static String page(@Nullable String next, boolean refused, Model model) {
    model.addAttribute("next", inside(next));
    model.addAttribute("refused", refused);
    return "sign-in";
  }

  /** Returns a path of this server only; {@code //evil.example} would be another site. */
  private static String inside(@Nullable String next) {
    return next != null && INSIDE.matcher(next).matches() ? next : "/";
  }
}
