package io.qubix.terminal.session;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The exit codes of all commands. Scripts rely on the numbers. */
public enum ExitCode {
  OK(0, "Done"),
  FAILED(1, "The job that was watched ended as FAILED"),
  USAGE(2, "The command line or the input is wrong"),
  NOT_FOUND(3, "There is no such job, provider, account or event"),
  NOT_ALLOWED(4, "The service does not allow it"),
  CONFLICT(5, "The current state forbids it, such as a job that is over"),
  AWAY(6, "The service is away or overloaded"),
  DIFFERENCE(7, "The audit found a difference"),
  CANCELLED(8, "The job that was watched ended as CANCELLED"),
  BROKEN(70, "This program failed");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  public int number() {
    return number;
  }

  /** Returns the codes by number, as {@code --help} shows them. */
  public static Map<String, String> table() {
    Map<String, String> table =
        Arrays.stream(values())
            .collect(
                Collectors.toMap(
                    code -> String.valueOf(code.number),
                    code -> code.meaning,
                    (one, other) -> one,
                    LinkedHashMap::new));
    table.put("130, 143", "Stopped by Ctrl-C or SIGTERM; a job goes on");
    return table;
  }

  /** Returns the code for an HTTP status. */
  static ExitCode ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> NOT_ALLOWED;
      case 404, 410 -> NOT_FOUND;
      case 409, 422 -> CONFLICT;
      default -> status == 429 || status >= 500 ? AWAY : USAGE;
    };
  }
}
