package io.qubix.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.QubicAddress;
import io.qubix.api.Rejection;
import io.qubix.api.user.RenameUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class UserRequestTest {

  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void aName_isTaken() {
    assertThat(UserController.command("A", JSON.readTree("{\"username\": \"ada\"}")))
        .isEqualTo(new RenameUser(new QubicAddress("A"), "ada"));
  }

  @Test
  void null_takesTheNameAway() {
    assertThat(UserController.command("A", JSON.readTree("{\"username\": null}")))
        .isEqualTo(new RenameUser(new QubicAddress("A"), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"username\": \"\"}", "{\"username\": \" \"}", "{\"username\": 1}", "[]"})
  void anythingElse_isRefused(String body) {
    assertThatThrownBy(() -> UserController.command("A", JSON.readTree(body)))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @Test
  void aNameThatIsTooLong_isRefused() {
    String longest = "n".repeat(255);
    assertThat(UserController.command("A", JSON.readTree("{\"username\": \"" + longest + "\"}")))
        .isNotNull();
    assertThatThrownBy(
            () ->
                UserController.command("A", JSON.readTree("{\"username\": \"" + longest + "n\"}")))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\0b"})
  void anAddressThatNobodyHas_isRefused(String address) {
    assertThatThrownBy(() -> UserController.command(address, JSON.readTree("{}")))
        .isInstanceOf(Rejection.Invalid.class);
  }
}
