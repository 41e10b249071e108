package io.qubix.command.user;

import io.qubix.api.json.JsonBody;
import io.qubix.api.json.Members;
import io.qubix.api.request.Fields;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.RenameUser;
import io.qubix.api.user.UserView;
import io.qubix.command.bus.Commands;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("command | !query")
class RenameUserController {

  private static final Members MEMBERS = Members.of("username");

  record Renamed(boolean success, UserView user) {}

  private final Commands commands;
  private final KnownUsernames usernames;

  RenameUserController(Commands commands, KnownUsernames usernames) {
    this.commands = commands;
    this.usernames = usernames;
  }

  @PatchMapping("/api/users/{qubicAddress}")
  Renamed rename(
      @PathVariable String qubicAddress, @RequestBody(required = false) @Nullable JsonBody body) {
    RenameUser command = command(qubicAddress, body);
    commands.send(command);
    usernames.forget(command.qubicAddress());
    return new Renamed(true, new UserView(command.qubicAddress(), command.username()));
  }

  static RenameUser command(String qubicAddress, @Nullable JsonBody body) {
    QubicAddress address = QubicAddress.read(qubicAddress);
    Fields fields = Fields.of(body, MEMBERS);
    String username = fields.name("username");
    if (!fields.mentions("username")) {
      fields.reject("username", "is required; null removes it");
    }
    fields.verify();
    return new RenameUser(address, username);
  }
}
