package io.qubix.query.user;

import io.qubix.api.QubicAddress;
import io.qubix.query.ForQueries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the other read models ask of users. Whoever asks waits for {@link #PROJECTION} first. */
@Component
@ForQueries
public final class Users {

  public static final String PROJECTION = UserProjection.NAME;

  private final UserRepository users;

  Users(UserRepository users) {
    this.users = users;
  }

  /** The names of those that have one. */
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

  /** Whether anybody of that address was ever heard of. */
  public boolean knows(QubicAddress address) {
    return users.existsById(address.value());
  }
}
