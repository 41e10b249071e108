package io.qubix.query.user;

import io.qubix.api.Rejection;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserRole;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.projection.Positions;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
class UserController {

  /**
   * A user.
   *
   * @param role null for a user that has neither submitted a job nor registered a provider
   */
  record User(QubicAddress qubicAddress, @Nullable String username, @Nullable UserRole role) {}

  private final UserRepository users;
  private final Positions positions;

  UserController(UserRepository users, Positions positions) {
    this.users = users;
    this.positions = positions;
  }

  @GetMapping("/api/users/{qubicAddress}")
  User find(@PathVariable String qubicAddress) {
    Parameters parameters = new Parameters();
    QubicAddress address = parameters.requiredAddress("qubicAddress", qubicAddress);
    parameters.verify();
    positions.await(UserProjection.NAME);
    return users
        .findById(address.value())
        .map(user -> new User(new QubicAddress(user.qubicAddress()), user.username(), user.role()))
        .orElseThrow(() -> new Rejection.NotFound("There is no user " + address));
  }
}
