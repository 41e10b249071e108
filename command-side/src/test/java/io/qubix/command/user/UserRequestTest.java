package io.qubix.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.json.JsonBody;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.RenameUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserRequestTest {

  @Test
  void aName_isTaken() {
    assertThat(RenameUserController.command("A", JsonBody.of("{\"username\": \"ada\"}")))
        .isEqualTo(new RenameUser(new QubicAddress("A"), "ada"));
  }

  @Test
  void null_takesTheNameAway() {
    assertThat(RenameUserController.command("A", JsonBody.of("{\"username\": null}")))
        .isEqualTo(new RenameUser(new QubicAddress("A"), null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"username\": \"\"}", "{\"username\": \" \"}", "{\"username\": 1}", "[]"})
  void anythingElse_isRefused(String body) {
    assertThatThrownBy(() -> RenameUserController.command("A", JsonBody.of(body)))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @Test
  void aNameThatIsTooLong_isRefused() {
    String longest = "n".repeat(255);
    assertThat(
            RenameUserController.command("A", JsonBody.of("{\"username\": \"" + longest + "\"}")))
        .isNotNull();
    assertThatThrownBy(
            () ->
                RenameUserController.command(
                    "A", JsonBody.of("{\"username\": \"" + longest + "n\"}")))
        .isInstanceOf(Rejection.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a\0b"})
  void anAddressThatNobodyHas_isRefused(String address) {
    assertThatThrownBy(() -> RenameUserController.command(address, JsonBody.of("{}")))
        .isInstanceOf(Rejection.Invalid.class);
  }
}
