package io.qubix.query.user;

import io.qubix.api.EventSwitch;
import io.qubix.api.user.Participation;
import io.qubix.api.user.QubicAddress;
import io.qubix.api.user.UserEvent;
import io.qubix.api.user.UserRenamed;
import io.qubix.api.user.UserRole;
import io.qubix.query.batch.BatchInsert;
import io.qubix.query.batch.Column;
import io.qubix.query.projection.Fold;
import io.qubix.query.projection.LoggedEvent;
import io.qubix.query.projection.row.Rows;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Folds events into users. Most events of a known user change nothing, and so write nothing. */
final class UserFold implements Fold {

  private record User(
      QubicAddress address, @Nullable String username, boolean consumer, boolean provider) {

    User called(@Nullable String name) {
      return new User(address, name, consumer, provider);
    }
  }

  private static final EventSwitch<User, UserEvent> AFTER =
      EventSwitch.<User, UserEvent>over(UserEvent.class)
          .to(UserRenamed.class, (user, renamed) -> user.called(renamed.username()))
          .ignoring();

  private static final String READ =
      "select * from user_view where qubic_address = any (?::text[])";

  private static final BatchInsert<User> USERS =
      BatchInsert.<User>into("user_view")
          .key("qubic_address", "text", User::address)
          .replacing("username", "text", User::username)
          .replacing("consumer", "boolean", User::consumer)
          .replacing("provider", "boolean", User::provider);

  private final JdbcTemplate jdbc;
  private final Rows<QubicAddress, User> users;

  UserFold(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
    this.users = new Rows<>(this::read);
  }

  @Override
  public boolean reads(Class<?> eventType) {
    return Participation.class.isAssignableFrom(eventType)
        || UserEvent.class.isAssignableFrom(eventType);
  }

  @Override
  public void prepare(List<LoggedEvent> events) {
    Set<QubicAddress> needed = new HashSet<>();
    for (LoggedEvent event : events) {
      QubicAddress address = addressIn(event);
      if (address != null) {
        needed.add(address);
      }
    }
    users.prepare(needed);
  }

  @Override
  public void apply(LoggedEvent event) {
    QubicAddress address = addressIn(event);
    if (address == null) {
      return;
    }
    User before = users.get(address);
    User after = after(before == null ? new User(address, null, false, false) : before, event);
    if (!after.equals(before)) {
      users.put(address, after);
    }
  }

  @Override
  public void flush() {
    USERS.write(jdbc, users.changed());
    users.written();
  }

  @Override
  public void forget() {
    users.forget();
  }

  private static User after(User user, LoggedEvent event) {
    UserEvent ofUser = event.as(UserEvent.class);
    if (ofUser != null) {
      return AFTER.after(user, ofUser);
    }
    UserRole role = Objects.requireNonNull(event.as(Participation.class)).role();
    return new User(
        user.address(),
        user.username(),
        user.consumer() || role != UserRole.PROVIDER,
        user.provider() || role != UserRole.CONSUMER);
  }

  private static @Nullable QubicAddress addressIn(LoggedEvent event) {
    UserEvent ofUser = event.as(UserEvent.class);
    if (ofUser != null) {
      return ofUser.qubicAddress();
    }
    Participation participation = event.as(Participation.class);
    return participation == null ? null : participation.participant();
  }

  private Map<QubicAddress, User> read(Collection<QubicAddress> addresses) {
    Map<QubicAddress, User> found = new HashMap<>();
    jdbc.query(
        READ,
        row -> {
          QubicAddress address = new QubicAddress(row.getString("qubic_address"));
          found.put(
              address,
              new User(
                  address,
                  row.getString("username"),
                  row.getBoolean("consumer"),
                  row.getBoolean("provider")));
        },
        (Object) Column.of(addresses, QubicAddress::value));
    return found;
  }
}
