package io.qubix.client.options;

import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Takes a missing option from the environment: {@code --job-limit} from QUBIX_JOB_LIMIT. */
public final class EnvironmentDefaults implements IDefaultValueProvider {

  private final Map<String, String> environment;
  private final Predicate<String> which;

  /** Does so for every option. */
  public EnvironmentDefaults(Map<String, String> environment) {
    this(environment, option -> true);
  }

  /**
   * @param which of the options, by their long names, as in {@code --server}
   */
  public EnvironmentDefaults(Map<String, String> environment, Predicate<String> which) {
    this.environment = environment;
    this.which = which;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !which.test(option.longestName())) {
      return null;
    }
    String value = environment.get(variable(option.longestName()));
    return value == null || value.isBlank() ? null : value;
  }

  private static String variable(String optionName) {
    return "QUBIX_" + optionName.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
