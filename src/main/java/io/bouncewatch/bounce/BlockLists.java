package io.bouncewatch.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells which block list a reply speaks of. It reads the whole reply, since a list is often named
 * in nothing but a link. A zone that is not known is named as it stands.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class BlockLists {

  private static final String SHIPPED = "blocklists.txt";
  private static final Pattern LINE = Pattern.compile("(?<name>[^|]+)\\|(?<tokens>.+)");

  /** {@code blocked using dnsbl.example.net}: RFC 5782's zones have at least two labels. */
  private static final Pattern ZONE =
      Pattern.compile(
          "(?:blocked|listed|rejected|found|denied|refused|blacklisted|blocklisted) "
              + "(?:using|by|in|at|on|via) (?:the )?(?:rbl |dnsbl |list |block ?list |black ?list )?(?:at )?"
              + "['\"]?(?<zone>(?:[a-z0-9_-]{1,63}\\.){1,8}[a-z]{2,24})(?![a-z0-9@-])");

  private final List<Entry> entries;
  private final WordSearch search;

  private BlockLists(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.search = new WordSearch(entries.stream().map(Entry::token).toList());
  }

  /**
   * One way to name a list.
   *
   * @param operator first word of the name: whose lists are looked at together
   */
  private record Entry(String name, String operator, String token) {}

  /** The lists that come with the program, read when they are first asked for. */
  static BlockLists shipped() {
    return Shipped.LISTS;
  }

  private static final class Shipped {
    private static final BlockLists LISTS = parse(Resources.lines(SHIPPED));
  }

  static BlockLists parse(List<String> lines) {
    List<Entry> entries = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("not a block list: " + line);
      }
      String name = parts.group("name").strip();
      int space = name.indexOf(' ');
      String operator = space < 0 ? name : name.substring(0, space);
      for (String token : parts.group("tokens").split(",", -1)) {
        entries.add(new Entry(name, operator, token.strip()));
      }
    }
    return new BlockLists(entries);
  }

  /** The names of the lists, in the file's order. */
  List<String> names() {
    return entries.stream().map(Entry::name).distinct().toList();
  }

  /** The list a reply names, or null; of a long reply the first part is read. */
  @Nullable String nameIn(String reply) {
    String capped =
        reply.length() > ReplyText.LONGEST ? reply.substring(0, ReplyText.LONGEST) : reply;
    String text = capped.toLowerCase(Locale.ROOT);
    Entry known = knownIn(text);
    if (known != null) {
      return known.name();
    }
    if (!text.contains(" using ") && !text.contains("ed ")) {
      return null;
    }
    Matcher zone = ZONE.matcher(text);
    return zone.find() ? zone.group("zone") : null;
  }

  private @Nullable Entry knownIn(String text) {
    Best best = new Best();
    search.find(
        text,
        word -> {
          Entry entry = entries.get(word);
          if (standsAlone(text, entry.token())) {
            best.consider(entry);
          }
        });
    return best.entry;
  }

  /** The search names words in the order in which they end: the first is whose lists count. */
  private static final class Best {
    private @Nullable Entry entry;

    void consider(Entry found) {
      if (entry == null
          || (entry.operator().equals(found.operator())
              && found.name().length() > entry.name().length())) {
        entry = found;
      }
    }
  }

  private static boolean standsAlone(String text, String token) {
    int at = text.indexOf(token);
    while (at >= 0) {
      int end = at + token.length();
      if ((at == 0 || !isWord(text.charAt(at - 1)))
          && (end == text.length() || !isWord(text.charAt(end)))) {
        return true;
      }
      at = text.indexOf(token, at + 1);
    }
    return false;
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }
}
