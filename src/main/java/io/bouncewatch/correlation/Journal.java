package io.bouncewatch.correlation;

import io.bouncewatch.event.OpenMessage;
import java.util.ArrayList;
import java.util.List;

/** Remembers what changed since it was last asked, if anybody ever asks. Used by one thread. */
final class Journal {

  private boolean open;
  private final List<Message> messages = new ArrayList<>();
  private final List<Waiting> recipients = new ArrayList<>();
  private final List<OpenMessage> gone = new ArrayList<>();

  void open() {
    open = true;
  }

  void changed(Message message) {
    if (open && !message.changed) {
      message.changed = true;
      messages.add(message);
    }
  }

  void changed(Waiting recipient) {
    if (open && !recipient.changed) {
      recipient.changed = true;
      recipients.add(recipient);
    }
  }

  void gone(Message message) {
    message.changed = false;
    if (message.kept) {
      message.kept = false;
      gone.add(OpenMessage.gone(message.id));
    }
  }

  void gone(Waiting recipient) {
    recipient.changed = false;
    if (recipient.kept) {
      recipient.kept = false;
      gone.add(OpenMessage.gone(recipient.id));
    }
  }

  /** What must be done, in this order, so that what is kept is as it is now. */
  List<OpenMessage> take() {
    List<OpenMessage> changes = new ArrayList<>(gone);
    for (Message message : messages) {
      if (message.changed) {
        message.changed = false;
        message.kept = true;
        changes.add(OpenMessage.of(message.id, message.packed()));
      }
    }
    for (Waiting recipient : recipients) {
      if (recipient.changed) {
        recipient.changed = false;
        recipient.kept = true;
        changes.add(OpenMessage.of(recipient.id, recipient.packed()));
      }
    }
    gone.clear();
    messages.clear();
    recipients.clear();
    return changes;
  }
}
