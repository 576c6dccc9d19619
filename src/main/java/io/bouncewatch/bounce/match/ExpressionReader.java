package io.bouncewatch.bounce.match;

import io.bouncewatch.bounce.match.Expression.Assertion;
import io.bouncewatch.bounce.match.Expression.Choice;
import io.bouncewatch.bounce.match.Expression.Letter;
import io.bouncewatch.bounce.match.Expression.Place;
import io.bouncewatch.bounce.match.Expression.Repeat;
import io.bouncewatch.bounce.match.Expression.Sequence;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the everyday part of RE2's syntax, without regard to case. The text is known to be sound
 * RE2; what is not understood here is refused. Used once, by one thread.
 */
final class ExpressionReader {

  private static final String PUNCTUATION = "\\.+*?()|[]{}^$/-'\"#%&,:;<=>@_`~! ";

  private final String regex;
  private int at;

  private ExpressionReader(String regex) {
    this.regex = regex;
  }

  /**
   * Reads a whole expression.
   *
   * @throws UnsupportedException if part of it is not understood
   */
  static Expression read(String regex) {
    ExpressionReader reader = new ExpressionReader(regex);
    Expression whole = reader.choice();
    if (reader.at < regex.length()) {
      throw new UnsupportedException("a closing bracket");
    }
    return whole;
  }

  private Expression choice() {
    List<Expression> alternatives = new ArrayList<>();
    alternatives.add(sequence());
    while (next('|')) {
      alternatives.add(sequence());
    }
    return alternatives.size() == 1 ? alternatives.get(0) : new Choice(alternatives);
  }

  private Expression sequence() {
    List<Expression> parts = new ArrayList<>();
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      parts.add(repeated(atom()));
    }
    return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
  }

  private Expression repeated(Expression body) {
    Expression result = body;
    if (next('*')) {
      result = new Repeat(body, 0, Repeat.NO_LIMIT);
    } else if (next('+')) {
      result = new Repeat(body, 1, Repeat.NO_LIMIT);
    } else if (next('?')) {
      result = new Repeat(body, 0, 1);
    } else if (next('{')) {
      result = counted(body);
    } else {
      return body;
    }
    next('?');
    return result;
  }

  private Expression counted(Expression body) {
    int least = number();
    int most = least;
    if (next(',')) {
      most = regex.startsWith("}", at) ? Repeat.NO_LIMIT : number();
    }
    if (!next('}')) {
      throw new UnsupportedException("a brace");
    }
    return new Repeat(body, least, most);
  }

  private int number() {
    int start = at;
    while (at < regex.length() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > 4) {
      throw new UnsupportedException("a brace");
    }
    return Integer.parseInt(regex.substring(start, at));
  }

  private Expression atom() {
    char c = regex.charAt(at++);
    return switch (c) {
      case '.' -> new Letter(Characters.ANY);
      case '^' -> new Place(Assertion.BEGIN);
      case '$' -> new Place(Assertion.END);
      case '(' -> group();
      case '[' -> new Letter(set());
      case '\\' -> escape();
      case '{', '*', '+', '?' -> throw new UnsupportedException("a repetition of nothing");
      default -> new Letter(single(c));
    };
  }

  private Expression group() {
    if (next('?') && !next(':')) {
      throw new UnsupportedException("a flag or a name");
    }
    Expression inner = choice();
    at++;
    return inner;
  }

  private Expression escape() {
    char c = regex.charAt(at++);
    return switch (c) {
      case 'b' -> new Place(Assertion.WORD_BOUNDARY);
      case 'B' -> new Place(Assertion.NO_WORD_BOUNDARY);
      case 'A' -> new Place(Assertion.BEGIN);
      case 'z' -> new Place(Assertion.END);
      default -> "dDsSwW".indexOf(c) >= 0 ? new Letter(kind(c)) : new Letter(sign(c));
    };
  }

  /** The sets that have a letter of their own, folded. */
  private static CharacterSet kind(char c) {
    return switch (c) {
      case 'd' -> Characters.DIGITS;
      case 'D' -> Characters.DIGITS.not();
      case 's' -> Characters.SPACES;
      case 'S' -> Characters.SPACES.not();
      case 'w' -> Characters.folded(Characters.WORD);
      default -> Characters.folded(Characters.WORD).not();
    };
  }

  private static CharacterSet sign(char escaped) {
    if (PUNCTUATION.indexOf(escaped) < 0) {
      throw new UnsupportedException("an escape");
    }
    return single(escaped);
  }

  private CharacterSet set() {
    boolean negated = next('^');
    CharacterSet set = CharacterSet.EMPTY;
    boolean first = true;
    while (first || regex.charAt(at) != ']') {
      first = false;
      set = set.or(member());
    }
    at++;
    return negated ? set.not() : set;
  }

  /** A sign, a range, or a set that has a letter of its own, folded. */
  private CharacterSet member() {
    char c = regex.charAt(at++);
    if (c == '[' && regex.startsWith(":", at)) {
      throw new UnsupportedException("a named set");
    }
    if (c == '\\') {
      c = regex.charAt(at++);
      if ("dDsSwW".indexOf(c) >= 0) {
        return kind(c);
      }
      sign(c);
    }
    if (!regex.startsWith("-", at) || regex.startsWith("-]", at)) {
      return single(c);
    }
    at++;
    char last = regex.charAt(at++);
    if (last == '\\' || last == '[') {
      throw new UnsupportedException("a range up to an escape");
    }
    single(c);
    single(last);
    return Characters.folded(CharacterSet.of(c, last));
  }

  private static CharacterSet single(char c) {
    if (Character.isSurrogate(c)) {
      throw new UnsupportedException("a character beyond the basic plane");
    }
    return Characters.letter(c);
  }

  private boolean next(char c) {
    if (at < regex.length() && regex.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }
}
