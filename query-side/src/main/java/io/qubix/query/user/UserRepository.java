package io.qubix.query.user;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads the users' table. */
interface UserRepository extends Repository<UserRow, String> {

  Optional<UserRow> findById(String qubicAddress);

  List<UserRow> findByQubicAddressInAndUsernameNotNull(Collection<String> addresses);

  boolean existsById(String qubicAddress);
}
