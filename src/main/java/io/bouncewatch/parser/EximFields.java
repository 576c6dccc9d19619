package io.bouncewatch.parser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an Exim delivery line, in any order and number ({@code log_selector} adds to them),
 * and the text behind them (spec section 52.10).
 *
 * <p>Mutable while it reads one line.
 */
final class EximFields {

  /** {@code H=mx.b.test [192.0.2.1]:25*}: the star says that the reply came to pipelined data. */
  static final Pattern HOST =
      Pattern.compile(
          " H=(?:(?<host>[^\\s\\[(]\\S{0,255}))?(?: ?\\((?<helo>[^)]{0,255})\\))? ?"
              + "\\[(?<ip>[0-9A-Fa-f:.%a-z]{2,60})\\](?::-?\\d+)?\\*?(?=[ :]|$)");

  /** {@code F=<"odd > sender"@b.test>}, {@code C="250 ok"}, {@code R=dnslookup}. */
  private static final Pattern FIELD =
      Pattern.compile(
          " (?<key>[A-Za-z][A-Za-z0-9]{0,7})=(?<value>"
              + "<(?:\"[^\"\\\\]{0,512}+(?:\\\\.[^\"\\\\]{0,512}+){0,256}+\")?[^>]{0,512}>"
              + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\""
              + "|[^\\s:\"](?:[^\\s:]|:(?!\\s|$))*+|(?=[ :]|$))",
          Pattern.DOTALL);

  /** {@code C="250 said "hello""}: quotes inside are not escaped, so only fields may follow. */
  private static final Pattern CONFIRMATION =
      Pattern.compile(
          " C=\"(?<reply>.*)\"(?: [A-Z][A-Za-z0-9]{0,3}=[^\\s\"]*+| [A-Z][A-Z0-9*]{0,3})*+$",
          Pattern.DOTALL);

  /** {@code L}, {@code K}, {@code PRDR}, {@code L.-}. */
  private static final Pattern MARK = Pattern.compile(" [A-Z][A-Z0-9.*-]{0,7}(?=[ :]|$)");

  /** {@code defer (-44)}, {@code routing defer (-56)}: the errno, Exim's own if negative. */
  private static final Pattern DEFER =
      Pattern.compile(" (?:routing |transport )?defer \\((?<errno>-?\\d+)\\)");

  /** {@code : Connection timed out H=mx [192.0.2.1] DT=3s}: the system's words come first. */
  private static final Pattern SYSTEM_ERROR =
      Pattern.compile(": (?<error>[A-Z][A-Za-z0-9 /()',.-]{0,80}?)(?= H=| DT=|: |$)");

  private static final Pattern CLOSING_TIMES =
      Pattern.compile("(?: QT=[0-9wdhms.]+)?(?: DT=[0-9wdhms.]+)?$");

  private final String line;
  private int at;

  @Nullable String host;
  @Nullable String ip;
  @Nullable String transport;
  @Nullable String sender;
  @Nullable String confirmation;
  @Nullable String queueTime;
  @Nullable String text;

  private EximFields(String line, int from) {
    this.line = line;
    this.at = from;
  }

  /** Reads from the index behind the address; null if something else stands there. */
  static @Nullable EximFields read(String line, int from) {
    EximFields fields = new EximFields(line, from);
    fields.readFields();
    Matcher defer = fields.here(DEFER);
    if (defer.lookingAt()) {
      fields.at = defer.end();
      fields.readError(!defer.group("errno").startsWith("-"));
    }
    return fields.readText() ? fields : null;
  }

  private void readFields() {
    int before;
    do {
      before = at;
      readField();
    } while (at > before);
  }

  private void readField() {
    if (line.startsWith(" C=\"", at) && readConfirmation()) {
      return;
    }
    if (line.startsWith(" H=", at) && readHost()) {
      return;
    }
    Matcher field = here(FIELD);
    if (field.lookingAt()) {
      keep(field.group("key"), field.group("value"));
      at = field.end();
      return;
    }
    Matcher mark = here(MARK);
    if (mark.lookingAt()) {
      at = mark.end();
    }
  }

  private boolean readConfirmation() {
    Matcher accepted = here(CONFIRMATION);
    if (!accepted.lookingAt()) {
      return false;
    }
    confirmation = accepted.group("reply");
    at = accepted.end("reply") + 1;
    return true;
  }

  private boolean readHost() {
    Matcher named = here(HOST);
    if (!named.lookingAt()) {
      return false;
    }
    host = named.group("host");
    ip = named.group("ip");
    at = named.end();
    return true;
  }

  private void keep(String key, String value) {
    switch (key) {
      case "H" -> host = value;
      case "T" -> transport = value;
      case "F" -> sender = inside(value);
      case "QT" -> queueTime = value;
      default -> {
        // Known or not, it says nothing of the delivery.
      }
    }
  }

  /** After {@code defer (n)} fields may follow, or the system's error and then fields. */
  private void readError(boolean fromSystem) {
    if (fromSystem) {
      Matcher error = here(SYSTEM_ERROR);
      if (error.lookingAt() && !line.startsWith(": ", error.end())) {
        text = error.group("error");
        at = error.end();
      }
    }
    readFields();
  }

  private boolean readText() {
    if (line.startsWith(": ", at)) {
      String tail = line.substring(at + 2);
      Matcher times = CLOSING_TIMES.matcher(tail);
      text = times.find() ? tail.substring(0, times.start()) : tail;
      return true;
    }
    return at == line.length();
  }

  private Matcher here(Pattern pattern) {
    return pattern.matcher(line).region(at, line.length()).useTransparentBounds(true);
  }

  private static String inside(String value) {
    return value.length() >= 2 && (value.charAt(0) == '<' || value.charAt(0) == '"')
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
