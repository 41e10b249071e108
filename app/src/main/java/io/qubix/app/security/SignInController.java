package io.qubix.app.security;

import io.qubix.app.ConsolePaths;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signs users in with the token, and out again. */
@Controller
class SignInController {

  private static final Pattern INSIDE =
      Pattern.compile("/([\\w\\-.~%?&=+:@,;$!'()*][\\w\\-.~%?&=+:@,;$!'()*/]*)?");

  private final LockProperties properties;
  private final Clock clock;

  SignInController(LockProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  @GetMapping(ConsolePaths.SIGN_IN)
  String page(
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request,
      Model model) {
    if (!properties.locked()
        || SessionCookie.isIn(request.getCookies(), properties.secret(), clock.instant())) {
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
    if (token == null || !properties.isRight(token.strip())) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return page(next, true, model);
    }
    setCookie(
        request,
        response,
        SessionCookie.open(properties.secret(), clock.instant()),
        SessionCookie.LENGTH);
    return "redirect:" + inside(next);
  }

  @PostMapping(ConsolePaths.SIGN_OUT)
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    setCookie(request, response, "", Duration.ZERO);
    return "redirect:" + ConsolePaths.SIGN_IN;
  }

  private static String page(@Nullable String next, boolean refused, Model model) {
    model.addAttribute("next", inside(next));
    model.addAttribute("refused", refused);
    return "sign-in";
  }

  private static void setCookie(
      HttpServletRequest request, HttpServletResponse response, String value, Duration maxAge) {
    ResponseCookie cookie =
        ResponseCookie.from(SessionCookie.COOKIE, value)
            .path("/")
            .httpOnly(true)
            .sameSite("Strict")
            .secure(request.isSecure())
            .maxAge(maxAge)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  /** Returns a path of this server only; {@code //evil.example} would be another site. */
  private static String inside(@Nullable String next) {
    return next != null && INSIDE.matcher(next).matches() ? next : "/";
  }
}
