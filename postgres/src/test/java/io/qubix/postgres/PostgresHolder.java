package io.qubix.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts PostgreSQL, says where, and holds it until its input ends. */
final class PostgresHolder {

  private PostgresHolder() {}

  public static void main(String[] args) throws IOException {
    PostgresProperties properties = new PostgresProperties(0, Path.of(args[1]));
    EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]), properties);
    System.out.println("URL " + postgres.getJdbcUrl());
    System.in.read();
    postgres.close();
  }
}
