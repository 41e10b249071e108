package io.qubix.worker.execution;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the executor of a model type, ignoring case. */
public final class Executors {

  private final Map<String, JobExecutor> byModelType = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

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
    JobExecutor executor = byModelType.get(modelType);
    if (executor == null) {
      throw new WorkFailed("This worker has no executor for model type " + modelType);
    }
    return executor;
  }

  /** Returns the model types that have an executor. */
  public Set<String> modelTypes() {
    return byModelType.keySet();
  }

  private Executors with(String modelType, JobExecutor executor) {
    byModelType.put(modelType, executor);
    return this;
  }
}
