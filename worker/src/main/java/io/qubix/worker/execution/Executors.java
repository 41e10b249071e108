package io.qubix.worker.execution;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds the executor of a model type, ignoring case. */
public final class Executors {

  private final Map<String, JobExecutor> byModelType = new HashMap<>();

  private Executors() {}

  /**
   * Returns the built-in embedding model and the operator's own commands; the commands win where
   * both serve a type.
   *
   * @param timeout for one job of any command
   */
  public static Executors of(List<OperatorCommand> commands, Duration timeout) {
    Executors executors = new Executors().with(EmbedExecutor.MODEL_TYPE, new EmbedExecutor());
    for (OperatorCommand command : commands) {
      executors.with(command.modelType(), new CommandExecutor(command.words(), timeout));
    }
    return executors;
  }

  /**
   * @throws WorkFailed when no executor serves the type
   */
  public JobExecutor serving(String modelType) throws WorkFailed {
    JobExecutor executor = byModelType.get(key(modelType));
    if (executor == null) {
      throw new WorkFailed("This worker has no executor for model type " + modelType);
    }
    return executor;
  }

  private Executors with(String modelType, JobExecutor executor) {
    byModelType.put(key(modelType), executor);
    return this;
  }

  private static String key(String modelType) {
    return modelType.toLowerCase(Locale.ROOT);
  }
}
