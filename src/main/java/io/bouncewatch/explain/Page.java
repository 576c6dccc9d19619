package io.bouncewatch.explain;

/** Text for a terminal: headings, paragraphs and lists, wrapped at 80 columns. */
final class Page {

  static final int WIDTH = 80;

  private static final String INDENT = "  ";
  private static final String BULLET = "  - ";

  private final StringBuilder out = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private int used;

  /** A line at the margin, with an empty one before it. */
  void heading(String text) {
    gap();
    line(text);
  }

  /** Text at the margin. */
  void line(String text) {
    wrap(text, "", "");
  }

  /** Text below a heading. */
  void paragraph(String text) {
    wrap(text, INDENT, INDENT);
  }

  void bullet(String text) {
    wrap(text, BULLET, " ".repeat(BULLET.length()));
  }

  void gap() {
    if (!out.isEmpty()) {
      out.append('\n');
    }
  }

  private void wrap(String text, String first, String others) {
    begin(first);
    boolean atStart = true;
    for (String word : text.strip().split("\\s+", -1)) {
      int width = DisplayWidth.of(word);
      if (!atStart && used + 1 + width > WIDTH) {
        end();
        begin(others);
      } else if (!atStart) {
        add(' ');
      }
      atStart = false;
      word.codePoints().forEach(c -> addOrBreak(c, others));
    }
    end();
  }

  /** A word that is wider than a line, such as Chinese or a trap, is broken anywhere. */
  private void addOrBreak(int codePoint, String others) {
    if (used + DisplayWidth.of(codePoint) > WIDTH) {
      end();
      begin(others);
    }
    add(codePoint);
  }

  private void begin(String indent) {
    line.append(indent);
    used = indent.length();
  }

  private void add(int codePoint) {
    line.appendCodePoint(codePoint);
    used += DisplayWidth.of(codePoint);
  }

  private void end() {
    out.append(line).append('\n');
    line.setLength(0);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
