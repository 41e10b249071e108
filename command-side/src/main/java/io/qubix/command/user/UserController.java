package io.qubix.command.user;

import io.qubix.api.QubicAddress;
import io.qubix.api.request.Fields;
import io.qubix.api.user.RenameUser;
import io.qubix.api.user.UserView;
import io.qubix.command.bus.Commands;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@Profile("command | !query")
@Tag(name = "Users")
class UserController {

  record Renamed(boolean success, UserView user) {}

  private final Commands commands;
  private final KnownUsernames usernames;

  UserController(Commands commands, KnownUsernames usernames) {
    this.commands = commands;
    this.usernames = usernames;
  }

  @PatchMapping("/api/users/{qubicAddress}")
  @Operation(
      summary = "Give a user a name to be shown by; null takes it away",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              content = @Content(examples = @ExampleObject("{\"username\": \"ada\"}"))))
  Renamed rename(
      @PathVariable String qubicAddress, @RequestBody(required = false) @Nullable JsonNode body) {
    RenameUser command = command(qubicAddress, body);
    commands.send(command);
    usernames.forget(command.qubicAddress());
    return new Renamed(true, new UserView(command.qubicAddress(), command.username()));
  }

  static RenameUser command(String qubicAddress, @Nullable JsonNode body) {
    QubicAddress address = QubicAddress.read(qubicAddress);
    Fields fields = Fields.of(body);
    String username = fields.name("username");
    if (body == null || !body.has("username")) {
      fields.reject("username", "is required; null takes it away");
    }
    fields.verify();
    return new RenameUser(address, username);
  }
}
