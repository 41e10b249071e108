package io.qubix.api.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qubix.api.Rejection;
import io.qubix.api.caller.Caller;
import io.qubix.api.caller.Role;
import io.qubix.api.provider.WorkerId;
import io.qubix.api.user.QubicAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyTermsTest {

  private static final Caller OPERATOR = new Caller(Role.OPERATOR, null, "k", "operator");
  private static final QubicAddress ALICE = new QubicAddress("ALICE");

  private static KeyTerms terms(Role role, @Nullable String subject, Scope... scopes) {
    return new KeyTerms(role, subject, "name", Set.of(scopes), null);
  }

  @Test
  void anOperator_givesEveryRole() {
    for (Role role : Role.values()) {
      KeyTerms all =
          new KeyTerms(role, role.hasSubject() ? "ALICE" : null, "name", Scope.of(role), null);
      assertThatCode(() -> all.verifyFor(OPERATOR)).doesNotThrowAnyException();
      assertThatCode(() -> all.verifyFor(Caller.ANYBODY)).doesNotThrowAnyException();
    }
  }

  @Test
  void aConsumer_givesItsOwnAddressAKeyThatCanDoLess() {
    Caller alice = Caller.consumer(ALICE, "k", "Alice");

    assertThatCode(() -> terms(Role.CONSUMER, "ALICE", Scope.READ, Scope.WRITE).verifyFor(alice))
        .doesNotThrowAnyException();
    refused(alice, terms(Role.CONSUMER, "ALICE", Scope.values()));
    refused(alice, terms(Role.CONSUMER, "BOB", Scope.READ));
    refused(alice, terms(Role.PROVIDER, "ALICE", Scope.READ));
    refused(alice, terms(Role.WORKER, "ALICE", Scope.READ));
    refused(alice, terms(Role.AUDITOR, null, Scope.READ));
    refused(alice, terms(Role.OPERATOR, null, Scope.READ));
  }

  @Test
  void aProvider_givesItsWorkersKeys_andNoConsumer() {
    Caller bob = Caller.provider(new QubicAddress("BOB"), "k", "Bob");

    assertThatCode(() -> terms(Role.WORKER, "gpu-1", Scope.READ, Scope.WRITE).verifyFor(bob))
        .doesNotThrowAnyException();
    refused(bob, terms(Role.CONSUMER, "BOB", Scope.READ));
  }

  @Test
  void aWorkerAndAnAuditor_giveNoKeys() {
    for (Caller caller :
        List.of(
            Caller.worker(new WorkerId("gpu-1"), "k", "gpu-1"),
            new Caller(Role.AUDITOR, null, "k", "auditor"))) {
      for (Role role : Role.values()) {
        refused(caller, terms(role, role.hasSubject() ? "gpu-1" : null, Scope.READ));
      }
    }
  }

  @Test
  void scopes_neverExceedTheRole() {
    for (Role role : Role.values()) {
      for (Scope scope : EnumSet.complementOf(EnumSet.copyOf(Scope.of(role)))) {
        KeyTerms wide = terms(role, role.hasSubject() ? "ALICE" : null, Scope.READ, scope);
        assertThatThrownBy(() -> wide.verifyFor(OPERATOR)).isInstanceOf(Rejection.Invalid.class);
      }
    }
  }

  /** Otherwise a key that may only read could give itself one that writes. */
  @Test
  void aKeyThatIssuesKeys_hasAllScopes() {
    for (Scope[] some : new Scope[][] {{Scope.KEYS}, {Scope.KEYS, Scope.READ}, {}}) {
      KeyTerms terms = terms(Role.CONSUMER, "ALICE", some);
      assertThatThrownBy(() -> terms.verifyFor(OPERATOR)).isInstanceOf(Rejection.Invalid.class);
    }
  }

  @Test
  void aSubject_belongsToTheRolesThatHaveOne() {
    for (Role role : Role.values()) {
      String wrong = role.hasSubject() ? null : "ALICE";
      assertThatThrownBy(() -> terms(role, wrong, Scope.READ))
          .isInstanceOf(Rejection.Invalid.class)
          .hasMessageContaining("subject");
    }
  }

  @Test
  void theIdForAnIdempotencyKey_isTheCallersOwn() {
    KeyId mine = KeyId.forKey(OPERATOR, "once");

    assertThat(KeyId.forKey(OPERATOR, "once")).isEqualTo(mine);
    assertThat(KeyId.forKey(OPERATOR, "twice")).isNotEqualTo(mine);
    assertThat(KeyId.forKey(Caller.ANYBODY, "once")).isNotEqualTo(mine);
    assertThat(KeyId.forKey(Caller.consumer(ALICE, "k", "operator"), "once")).isNotEqualTo(mine);
  }

  private static void refused(Caller issuer, KeyTerms terms) {
    assertThatThrownBy(() -> terms.verifyFor(issuer)).isInstanceOf(Rejection.Forbidden.class);
  }
}
