package io.qubix.api.matching;

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
 * The words of a graphics card's name: of a machine, or of a job's requirement. A machine meets a
 * requirement when its words include those of the requirement, in any order, case and spelling:
 * {@code RTX4090} fits {@code NVIDIA GeForce RTX 4090}.
 *
 * <p>Words end at separators, and between a number and two or more letters. A single letter belongs
 * to the number beside it, so that {@code L40} is not {@code L40S}. A laptop's card differs from
 * the desktop's of the same name, and fits only where a laptop's is required.
 */
public final class GpuModel {

  private static final String LAPTOP = "laptop";

  /** Words for the maker or the kind; drivers, browsers and people add them or leave them out. */
  private static final Set<String> OPTIONAL =
      Set.of(
          "nvidia", "geforce", "tesla", "amd", "ati", "radeon", "intel", "gpu", "graphics", "card");

  private static final Pattern TRADE_MARKS = Pattern.compile("\\((?:r|tm|c)\\)|[™®©]");
  private static final Pattern MAX_Q = Pattern.compile("\\bmax[-_ ]?q\\b");
  private static final Pattern LAPTOPS = Pattern.compile("\\b(?:mobile|notebook)\\b");

  /**
   * Matches an amount of memory; a name that is often glued to the next; a number; other letters.
   */
  private static final Pattern WORD =
      Pattern.compile(
          "\\d{1,4}[-_ ]?gi?b(?!\\p{L})"
              + "|nvidia|geforce|tesla|quadro|titan|radeon|rtx|gtx"
              + "|\\p{L}?\\p{N}+(?:\\p{L}(?!\\p{L})\\p{N}*)*"
              + "|[\\p{L}\\p{M}]+");

  private static final Pattern MEMORY = Pattern.compile("(\\d{1,4})[-_ ]?gi?b");

  /** A cache: an order book of offers reads each name thousands of times. */
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

  /** Reads a name, as a worker reports it or a consumer requires it. */
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
   * Returns whether a machine with this card meets a requirement.
   *
   * @param vramGb the card's memory, used when its name does not mention it
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

  /** Returns the memory in the name in GB, or null when it names none. */
  public @Nullable Integer memoryGb() {
    return memoryGb;
  }

  /** Returns the words that a card must have to meet this requirement, in natural order. */
  public SortedSet<String> asked() {
    return asked;
  }

  /** Returns all words that a machine with this card can meet, in natural order. */
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
    // A name without letters and digits is one word, so that not every card meets it.
    return new TreeSet<>(found.isEmpty() && !text.isBlank() ? List.of(text.strip()) : found);
  }

  /** Joins a single letter with the number before or after it. */
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
