package io.qubix.api.provider;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a provider serves: the models for which it has programs, and the labels that its operator
 * gave it.
 *
 * <p>The names of models are compared without case, as a worker does when it looks for the program
 * of a job. Labels are compared exactly.
 *
 * @param modelTypes each once, in alphabetical order; an empty list serves any model
 */
public record Serving(List<String> modelTypes, Map<String, String> labels) {

  /** Serves any model, as workers do that name none. */
  public static final Serving ANY = new Serving(List.of(), Map.of());

  public Serving {
    SortedSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(modelTypes);
    modelTypes = List.copyOf(names);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** Returns whether it serves jobs for a model. */
  public boolean serves(String modelType) {
    return modelTypes.isEmpty()
        || Collections.binarySearch(modelTypes, modelType, String.CASE_INSENSITIVE_ORDER) >= 0;
  }
}
