package io.qubix.terminal.print;

/** Colours, where there may be any. */
public record Style(boolean colours) {

  public String good(String text) {
    return in("32", text);
  }

  public String bad(String text) {
    return in("31", text);
  }

  public String warning(String text) {
    return in("33", text);
  }

  public String busy(String text) {
    return in("36", text);
  }

  public String faint(String text) {
    return in("2", text);
  }

  public String strong(String text) {
    return in("1", text);
  }

  /** A job's status, or text that begins or ends with it. */
  public String status(String text) {
    return switch (text.strip()) {
      case "COMPLETED", "available" -> good(text);
      case "FAILED" -> bad(text);
      case "CANCELLED", "timed out" -> warning(text);
      case "RUNNING", "ASSIGNED", "busy" -> busy(text);
      case "offline" -> faint(text);
      default -> text;
    };
  }

  private String in(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
