package io.qubix.terminal.session;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prints a failure: two lines for people, a problem document (RFC 9457) for scripts, never a stack
 * trace.
 */
public final class Failures {

  private final Session session;

  public Failures(Session session) {
    this.session = session;
  }

  /** Prints a mistake in the command line. */
  public int mistake(ParameterException mistake, String[] arguments) {
    // Parsing stopped at the mistake, perhaps before --json.
    boolean json = Arrays.asList(arguments).contains("--json");
    tell(Failure.usage(firstLine(mistake), advice(mistake)), json);
    return ExitCode.USAGE.number();
  }

  /** Prints why a command failed. */
  public int failure(Exception failure, CommandLine command, ParseResult parsed) {
    Failure told =
        failure instanceof Failure known
            ? known
            : Failure.of(
                ExitCode.BROKEN, "This program failed: " + failure, "Please report this line.");
    tell(told, session.json());
    return told.code().number();
  }

  private void tell(Failure failure, boolean json) {
    if (json) {
      session.output().errorJson(problem(failure));
    } else {
      session.output().error(String.valueOf(failure.getMessage()), failure.hint());
    }
  }

  private static ObjectNode problem(Failure failure) {
    ObjectNode problem = JsonNodeFactory.instance.objectNode();
    if (failure.problem() instanceof ObjectNode told) {
      problem.setAll(told);
    } else {
      problem.put("type", "about:blank").put("title", title(failure));
      problem.put("detail", failure.getMessage()).put("success", false);
      problem.put("error", failure.getMessage());
    }
    if (failure.hint() != null) {
      problem.put("hint", failure.hint());
    }
    return problem;
  }

  private static String title(Failure failure) {
    return failure.code().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static String firstLine(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !mistake.getCommandLine().getSubcommands().isEmpty()) {
      return "There is no command " + unmatched.getUnmatched().get(0);
    }
    return String.valueOf(mistake.getMessage())
        .lines()
        .findFirst()
        .orElse("The command line is wrong");
  }

  private static @Nullable String advice(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      List<String> similar = unmatched.getSuggestions();
      if (!similar.isEmpty()) {
        return "Did you mean " + String.join(" or ", similar.subList(0, 1)) + "?";
      }
    }
    return "See " + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help";
  }
}
