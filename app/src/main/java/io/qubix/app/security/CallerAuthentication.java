package io.qubix.app.security;

import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.key.ApiKey;
import io.qubix.api.key.Scope;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller whose secret was right; its authorities are the words of its role and its scopes. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1;

  private final transient Caller caller;

  CallerAuthentication(ApiKey key) {
    this(key.caller(), key.terms().scopes());
  }

  CallerAuthentication(Caller caller, Set<Scope> scopes) {
    super(authorities(caller.role(), scopes));
    this.caller = caller;
    setAuthenticated(true);
  }

  static List<GrantedAuthority> authorities(Role role, Set<Scope> scopes) {
    return Stream.concat(Stream.of(role), scopes.stream())
        .map(Enum::name)
        .<GrantedAuthority>map(SimpleGrantedAuthority::new)
        .toList();
  }

  static boolean has(Authentication authentication, Enum<?> word) {
    return authentication.getAuthorities().stream()
        .anyMatch(authority -> word.name().equals(authority.getAuthority()));
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
}
