package io.qubix.app.security.access;

import io.qubix.api.caller.Role;
import io.qubix.api.key.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * A row of the table: who may send requests of a method to a path. Operators may send all of them,
 * auditors all that read.
 */
public final class Access {

  /** How far a right goes. */
  public enum Reach {
    /** To the caller's own objects; another's do not exist for it. */
    OWN,
    /** To every object. */
    ALL
  }

  private final HttpMethod method;
  private final String path;
  private final boolean isPublic;
  private final Map<Role, Reach> reach;
  private final PathPatternRequestMatcher place;

  private Access(
      HttpMethod method, String path, boolean isPublic, @Nullable Reach reach, Role... roles) {
    this.method = method;
    this.path = path;
    this.isPublic = isPublic;
    this.place = PathPatternRequestMatcher.pathPattern(path);
    Map<Role, Reach> all = new EnumMap<>(Role.class);
    for (Role role : roles) {
      all.put(role, reach);
    }
    all.put(Role.OPERATOR, Reach.ALL);
    if (method == HttpMethod.GET) {
      all.put(Role.AUDITOR, Reach.ALL);
    }
    this.reach = Collections.unmodifiableMap(all);
  }

  /** Lets everyone in, known or not. */
  public static Access everyone(HttpMethod method, String path) {
    return new Access(method, path, true, Reach.ALL, Role.values());
  }

  /** Lets some roles in, and the operators. */
  static Access all(HttpMethod method, String path, Role... roles) {
    return new Access(method, path, false, Reach.ALL, roles);
  }

  /** Lets some roles in for what is theirs, and the operators. */
  static Access own(HttpMethod method, String path, Role... roles) {
    return new Access(method, path, false, Reach.OWN, roles);
  }

  public HttpMethod method() {
    return method;
  }

  public String path() {
    return path;
  }

  /** Returns whether no caller needs to be known. */
  public boolean isPublic() {
    return isPublic;
  }

  /** Returns how far a role's right goes, or null when it has none. */
  public @Nullable Reach of(Role role) {
    return reach.get(role);
  }

  /** Returns what a key must be good for; what an auditor may, changes nothing. */
  public Scope scope() {
    if (of(Role.AUDITOR) != null) {
      return Scope.READ;
    }
    return path.startsWith("/api/keys") ? Scope.KEYS : Scope.WRITE;
  }

  /** Returns what the variables of the path stand for in a request. */
  public Map<String, String> variables(HttpServletRequest request) {
    return place.matcher(request).getVariables();
  }

  /** A row for GET is one for HEAD, too. */
  boolean matches(HttpServletRequest request) {
    String asked = request.getMethod();
    return (method.matches(asked) || method == HttpMethod.GET && asked.equals("HEAD"))
        && isAt(request);
  }

  boolean isAt(HttpServletRequest request) {
    return place.matches(request);
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
