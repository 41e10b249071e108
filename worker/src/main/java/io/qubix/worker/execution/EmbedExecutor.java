package io.qubix.worker.execution;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Embeds texts with all-MiniLM-L6-v2 (quantized ONNX), on the CPU: {@code {texts: [string, …]}} →
 * {@code {dimensions, vectors: [[number, …], …]}}, a vector of length 1 for each text.
 */
final class EmbedExecutor implements JobExecutor {

  static final String MODEL_TYPE = "all-minilm-l6-v2";

  /** As many vectors stay well below the largest body that a service takes. */
  static final int MAX_TEXTS = 1_000;

  private @Nullable EmbeddingModel model;

  @Override
  public JsonNode execute(JsonNode input, ProgressReporter progress)
      throws WorkFailed, InterruptedException {
    List<String> texts = texts(input.path("texts"));
    EmbeddingModel loaded = model();
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("dimensions", loaded.dimension());
    ArrayNode vectors = result.putArray("vectors");
    for (String text : texts) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      ArrayNode vector = vectors.addArray();
      for (float number : loaded.embed(text).content().vector()) {
        vector.add(number);
      }
      int done = vectors.size();
      progress.report(
          100.0 * done / texts.size(), "Embedded " + done + " of " + texts.size() + " texts");
    }
    return result;
  }

  private static List<String> texts(JsonNode given) throws WorkFailed {
    if (!given.isArray() || given.isEmpty() || given.size() > MAX_TEXTS) {
      throw new WorkFailed("inputData.texts must be an array of 1 to " + MAX_TEXTS + " strings");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : given) {
      if (!text.isString() || text.stringValue().isBlank()) {
        throw new WorkFailed(
            "inputData.texts[" + texts.size() + "] must be a string that is not blank");
      }
      texts.add(text.stringValue());
    }
    return texts;
  }

  /** Loads the model for the first job that needs it: loading takes a second and 100 MB. */
  private synchronized EmbeddingModel model() {
    if (model == null) {
      // Otherwise the tokenizer's library reports its use to its vendor.
      System.setProperty("OPT_OUT_TRACKING", "true");
      System.setProperty("ai.djl.offline", "true");
      model = new AllMiniLmL6V2QuantizedEmbeddingModel();
    }
    return model;
  }
}
