package io.qubix.query.user;

import io.qubix.api.user.QubicAddress;
import io.qubix.query.ForQueries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Looks users up for the other read models. The caller waits for {@link #PROJECTION} first. */
@Component
@ForQueries
public final class Users {

  public static final String PROJECTION = UserProjection.NAME;

  private final UserRepository users;

  Users(UserRepository users) {
    this.users = users;
  }

  /** Returns the names of those users that have one. */
  public Map<QubicAddress, String> namesOf(Collection<QubicAddress> addresses) {
    Map<QubicAddress, String> names = new HashMap<>();
    if (!addresses.isEmpty()) {
      for (UserRow user :
          users.findByQubicAddressInAndUsernameNotNull(
              addresses.stream().map(QubicAddress::value).toList())) {
        names.put(new QubicAddress(user.qubicAddress()), user.username());
      }
    }
    return names;
  }

  /** Returns whether any event mentions the address. */
  public boolean knows(QubicAddress address) {
    return users.existsById(address.value());
  }
}
