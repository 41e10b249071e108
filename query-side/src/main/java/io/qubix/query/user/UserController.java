package io.qubix.query.user;

import io.qubix.api.QubicAddress;
import io.qubix.api.Rejection;
import io.qubix.api.user.UserRole;
import io.qubix.query.ForQueries;
import io.qubix.query.Parameters;
import io.qubix.query.projection.Positions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@ForQueries
@Tag(name = "Users")
class UserController {

  /**
   * A user.
   *
   * @param role null for somebody who did nothing yet
   */
  record User(QubicAddress qubicAddress, @Nullable String username, @Nullable UserRole role) {}

  private final UserRepository users;
  private final Positions positions;

  UserController(UserRepository users, Positions positions) {
    this.users = users;
    this.positions = positions;
  }

  @GetMapping("/api/users/{qubicAddress}")
  @Operation(summary = "A user: whoever asked for a job, or brought a provider")
  @ApiResponse(
      responseCode = "200",
      content =
          @Content(
              examples =
                  @ExampleObject(
                      """
                      {"qubicAddress": "QCONSUMER", "username": "Ada", "role": "CONSUMER"}""")))
  @ApiResponse(responseCode = "404", description = "No such user")
  User find(@PathVariable @Parameter(example = "QCONSUMER") String qubicAddress) {
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
