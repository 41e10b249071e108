package io.qubix.app.security;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose secret was right. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final transient Caller caller;

  CallerAuthentication(Caller caller) {
    super(List.of(authority(caller.role())));
    this.caller = caller;
    setAuthenticated(true);
  }

  static GrantedAuthority authority(Role role) {
    return new SimpleGrantedAuthority(role.name());
  }

  @Override
  public Caller getPrincipal() {
    return caller;
  }

  /** The secret is not kept. */
  @Override
  public Object getCredentials() {
    return "";
  }

  /** Returns whether a known caller, or any client in {@code open} mode, has a role. */
  static boolean isIn(Authentication authentication, Role role) {
    return authentication.getAuthorities().contains(authority(role));
  }
}
