package io.qubix.api.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a graphics card's name: what a machine has, or what a job wishes for. A machine will
 * do when its words include those of the wish, in any order, case and spelling: {@code RTX4090}
 * fits {@code NVIDIA GeForce RTX 4090}.
 *
 * <p>Words end at separators, and between a number and two or more letters. A single letter belongs
 * to the number beside it, so that {@code L40} is not {@code L40S}. A laptop's card is another card
 * than the desktop's of the same name, and will do only where a laptop's is asked for.
 */
public final class GpuModel {

  private static final String LAPTOP = "laptop";

  /** Say who made it or what it is; drivers, browsers and people add them or leave them out. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "nvidia", "geforce", "tesla", "amd", "ati", "radeon", "intel", "gpu", "graphics", "card");

  private static final Pattern TRADE_MARKS = Pattern.compile("\\((?:r|tm|c)\\)|[™®©]");
  private static final Pattern MAX_Q = Pattern.compile("\\bmax[-_ ]?q\\b");
  private static final Pattern LAPTOPS = Pattern.compile("\\b(?:mobile|notebook)\\b");

  /** An amount of memory; a name that is often glued to the next; a number; other letters. */
  private static final Pattern WORD =
      Pattern.compile(
          "\\d{1,4}[-_ ]?gi?b(?!\\p{L})"
              + "|nvidia|geforce|tesla|quadro|titan|radeon|rtx|gtx"
              + "|\\p{L}?\\p{N}+(?:\\p{L}(?!\\p{L})\\p{N}*)*"
              + "|[\\p{L}\\p{M}]+");

  private static final Pattern MEMORY = Pattern.compile("(\\d{1,4})[-_ ]?gi?b");

  /** Names come again and again; a book of offers reads each of them thousands of times. */
  private static final Map<String, GpuModel> KNOWN = new ConcurrentHashMap<>();

  private static final int MAX_KNOWN = 4_096;

  private final SortedSet<String> words;
  private final SortedSet<String> asked;
  private final @Nullable Integer memoryGb;

  private GpuModel(SortedSet<String> words) {
    this.words = Collections.unmodifiableSortedSet(words);
    SortedSet<String> needed = new TreeSet<>(words);
    needed.removeAll(OPTIONAL);
    this.asked = needed.isEmpty() ? this.words : Collections.unmodifiableSortedSet(needed);
    this.memoryGb =
        words.stream()
            .map(MEMORY::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .map(memory -> Integer.valueOf(memory.group(1)))
            .orElse(null);
  }

  /** Reads a name, as a worker reports it or a consumer wishes for it. */
  public static GpuModel of(String name) {
    GpuModel known = KNOWN.get(name);
    if (known == null) {
      known = new GpuModel(wordsOf(name));
      if (KNOWN.size() >= MAX_KNOWN) {
        KNOWN.clear();
      }
      KNOWN.put(name, known);
    }
    return known;
  }

  /**
   * Returns whether a machine with this card has what is wished for.
   *
   * @param vramGb the card's memory, which counts where its name says nothing of it
   */
  public boolean meets(GpuModel wish, @Nullable Double vramGb) {
    if (words.contains(LAPTOP) && !wish.words.contains(LAPTOP)) {
      return false;
    }
    if (words.containsAll(wish.asked)) {
      return true;
    }
    String memory = memory(vramGb);
    return wish.asked.stream().allMatch(word -> words.contains(word) || word.equals(memory));
  }

  /** The memory that the name tells of, in GB; null when it tells of none. */
  public @Nullable Integer memoryGb() {
    return memoryGb;
  }

  /** The words that a card must have to fit this wish, in their natural order. */
  public SortedSet<String> asked() {
    return asked;
  }

  /** All the words that a machine with this card can meet, in their natural order. */
  public SortedSet<String> offered(@Nullable Double vramGb) {
    String memory = memory(vramGb);
    if (memory == null) {
      return words;
    }
    SortedSet<String> all = new TreeSet<>(words);
    all.add(memory);
    return all;
  }

  private @Nullable String memory(@Nullable Double vramGb) {
    return vramGb == null || memoryGb != null ? null : Math.round(vramGb) + "gb";
  }

  private static SortedSet<String> wordsOf(String name) {
    String text = TRADE_MARKS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
    text = MAX_Q.matcher(text).replaceAll("maxq " + LAPTOP);
    text = LAPTOPS.matcher(text).replaceAll(LAPTOP);
    List<String> found = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      Matcher memory = MEMORY.matcher(matcher.group());
      add(memory.matches() ? memory.group(1) + "gb" : matcher.group(), found);
    }
    // A name of signs only is one word, so that it is not had by every card.
    return new TreeSet<>(found.isEmpty() && !text.isBlank() ? List.of(text.strip()) : found);
  }

  /** Puts a single letter and the number before or after it together. */
  private static void add(String word, List<String> found) {
    int last = found.size() - 1;
    String before = last < 0 ? "" : found.get(last);
    boolean belongTogether =
        isLetter(before) && isDigit(word, 0) && !word.endsWith("gb")
            || isLetter(word) && isDigit(before, before.length() - 1);
    if (belongTogether) {
      found.set(last, before + word);
    } else {
      found.add(word);
    }
  }

  private static boolean isLetter(String word) {
    return word.codePointCount(0, word.length()) == 1 && Character.isLetter(word.codePointAt(0));
  }

  private static boolean isDigit(String word, int at) {
    return at >= 0 && Character.isDigit(word.charAt(at));
  }
}
