package io.bouncewatch.ledger;

/** The store can't be opened or written; the message says what, where, and what to do. */
public final class LedgerException extends Exception {

  private static final long serialVersionUID = 1L;

  public LedgerException(String message) {
    super(message);
  }

  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }
}
