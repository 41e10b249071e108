package io.qubix.benchmarks.arm;

import java.util.concurrent.ThreadLocalRandom;

/** Makes text that hardly compresses. */
public final class Text {

  private static final String LETTERS =
      "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ.,0123";

  private static final String LONG = random(1 << 20);

  private Text() {}

  /** Returns random characters. */
  public static String of(int length) {
    int from = ThreadLocalRandom.current().nextInt(LONG.length() - length);
    return LONG.substring(from, from + length);
  }

  private static String random(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
