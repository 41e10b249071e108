package io.qubix.runtime.store;

/** How the owner of the log signs in to the database; the program itself has another role. */
public record OwnerAccess(String username, String password) {

  @Override
  public String toString() {
    return username;
  }
}
