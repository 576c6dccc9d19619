package io.bouncewatch.bounce;

/**
 * Somebody who runs mail for others: a mailbox provider or a filtering service.
 *
 * @param id the label, lower case, such as {@code google}
 * @param name what people call it
 */
public record Provider(String id, String name) {

  /** The id of everybody who is not in the directory. */
  public static final String OTHER = "other";

  public Provider {
    if (!id.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "a provider's id is made of a-z, 0-9 and _, not \"" + id + "\"");
    }
    if (name.isBlank()) {
      throw new IllegalArgumentException("provider " + id + " needs a name");
    }
  }
}
