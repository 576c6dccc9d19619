package io.bouncewatch.parser;

import io.bouncewatch.event.Submission;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an Exim arrival line (spec section 52.8), up to the first that holds free text:
 *
 * <pre>&lt;= a@b.test H=mx.b.test (helo) [192.0.2.1]:5025 P=esmtpsa A=plain:joe S=370 id=… T="…"
 * </pre>
 *
 * <p>Mutable while it reads one line.
 */
final class EximArrival {

  private static final Pattern FIELD =
      Pattern.compile(" (?<key>[A-Za-z][A-Za-z0-9]{0,7}\\*?)=(?<value>[^\\s\"]{0,512})(?=\\s|$)");

  private static final Pattern MARK = Pattern.compile(" [A-Z][A-Z0-9.*-]{0,7}(?=\\s|$)");

  private static final Pattern SIZE = Pattern.compile("\\d{1,15}");

  private static final Pattern ID = Pattern.compile(EximParser.ID);

  private final String line;
  private int at;
  private @Nullable String client;
  private @Nullable String user;
  private @Nullable String login;
  private @Nullable Long size;
  private @Nullable String reference;

  private EximArrival(String line, int at) {
    this.line = line;
    this.at = at;
  }

  /**
   * @param from index of the space behind the sender
   */
  static Submission submission(String line, int from, String sender) {
    EximArrival arrival = new EximArrival(line, from);
    while (arrival.readField()) {
      // As far as fields go.
    }
    // A local user is named like a remote one that runs identd, who can claim any name.
    String known = arrival.login != null || arrival.client != null ? arrival.login : arrival.user;
    return new Submission(
        true, arrival.client, known, arrival.size, arrival.recipients(sender), arrival.reference);
  }

  private boolean readField() {
    if (line.startsWith(" H=", at)) {
      Matcher host = here(EximFields.HOST);
      if (host.lookingAt()) {
        String name = host.group("host");
        client = (name == null ? "unknown" : name) + "[" + host.group("ip") + "]";
        at = host.end();
        return true;
      }
    }
    Matcher field = here(FIELD);
    if (field.lookingAt()) {
      keep(field.group("key"), field.group("value"));
      at = field.end();
      return true;
    }
    Matcher mark = here(MARK);
    if (mark.lookingAt()) {
      at = mark.end();
      return true;
    }
    return false;
  }

  private void keep(String key, String value) {
    switch (key) {
      case "U" -> user = value;
      case "A" -> login = value.indexOf(':') < 0 ? null : value.substring(value.indexOf(':') + 1);
      case "S" -> size = SIZE.matcher(value).matches() ? Long.valueOf(value) : size;
      case "R" -> reference = ID.matcher(value).matches() ? value : reference;
      default -> {
        // It says nothing of whose message it is.
      }
    }
  }

  /** {@code … from <a@b.test> for c@d.test e@f.test}, with log_selector +received_recipients. */
  private @Nullable Integer recipients(String sender) {
    String words = " from <" + sender + "> for ";
    int list = line.lastIndexOf(words);
    if (list < 0) {
      return null;
    }
    int count = 1;
    boolean quoted = false;
    for (int i = list + words.length(); i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        count++;
      }
    }
    return count;
  }

  private Matcher here(Pattern pattern) {
    return pattern.matcher(line).region(at, line.length()).useTransparentBounds(true);
  }
}
