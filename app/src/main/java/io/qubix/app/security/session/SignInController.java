package io.qubix.app.security.session;

import io.qubix.app.ConsolePaths;
import io.qubix.app.security.LockProperties;
import io.qubix.app.security.PresentedKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
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

  private final LockProperties lock;
  private final AuthenticationManager callers;
  private final ConsoleSessions sessions;

  SignInController(LockProperties lock, AuthenticationManager callers, ConsoleSessions sessions) {
    this.lock = lock;
    this.callers = callers;
    this.sessions = sessions;
  }

  @GetMapping(ConsolePaths.SIGN_IN)
  String page(
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      Model model) {
    if (!lock.locked() || sessions.containsContext(request)) {
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
    if (!lock.locked()) {
      return "redirect:/";
    }
    try {
      String secret = token == null ? "" : token.strip();
      sessions.open(callers.authenticate(new PresentedKey(secret)), secret, request, response);
      return "redirect:" + inside(next);
    } catch (BadCredentialsException refused) {
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
