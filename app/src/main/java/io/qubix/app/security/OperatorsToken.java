package io.qubix.app.security;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Takes {@code qubix.token} for a key of the operator. */
@Component
class OperatorsToken implements AuthenticationProvider {

  static final Caller OPERATOR = new Caller(Role.OPERATOR, null, null, "qubix.token");

  private final LockProperties properties;

  OperatorsToken(LockProperties properties) {
    this.properties = properties;
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    if (properties.locked() && properties.isRight(((PresentedKey) presented).getCredentials())) {
      return new CallerAuthentication(OPERATOR);
    }
    throw new BadCredentialsException("The token is wrong");
  }

  @Override
  public boolean supports(Class<?> presented) {
    return presented == PresentedKey.class;
  }
}
