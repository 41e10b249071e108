package io.qubix.api.user;

/** What a user has done so far: submitted jobs, registered providers, or both. */
public enum UserRole {
  CONSUMER,
  PROVIDER,
  BOTH
}
