package io.qubix.worker.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program with which an operator serves a model type.
 *
 * @param words the program and its arguments, which no shell interprets
 */
public record OperatorCommand(String modelType, List<String> words) {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  public OperatorCommand {
    words = List.copyOf(words);
  }

  /**
   * @param text {@code modelType=/path/to/program arguments}; quotes keep words with spaces
   *     together
   * @throws IllegalArgumentException when it has another form
   */
  public static OperatorCommand parse(String text) {
    int equals = text.indexOf('=');
    String modelType = equals < 0 ? "" : text.substring(0, equals).strip();
    List<String> words = words(text.substring(equals + 1));
    if (modelType.isEmpty() || words.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not of the form modelType=/path/to/program arguments");
    }
    return new OperatorCommand(modelType, words);
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    return words;
  }
}
