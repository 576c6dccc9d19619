package io.bouncewatch.correlation;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose entries are its own links: a {@link java.util.HashMap} would add some 80 bytes
 * to each. Used by one thread.
 */
final class HashChain<E extends HashChain.Link<E>> {

  /** Room in the table for one entry, between two doublings. */
  static final int BYTES_A_LINK = 6;

  private static final int ARRAY_HEADER = 16;

  private @Nullable Link<E>[] heads = heads(64);
  private int size;

  /** An entry. */
  abstract static class Link<E extends Link<E>> {
    final int hash;
    private @Nullable Link<E> next;

    Link(int hash) {
      this.hash = hash;
    }
  }

  /** What an array of so many bytes takes. */
  static int arrayBytes(int length) {
    return ARRAY_HEADER + (length + 7 & ~7);
  }

  int size() {
    return size;
  }

  @Nullable E find(int hash, Predicate<E> wanted) {
    for (Link<E> link = heads[hash & heads.length - 1]; link != null; link = link.next) {
      E entry = entry(link);
      if (link.hash == hash && wanted.test(entry)) {
        return entry;
      }
    }
    return null;
  }

  void add(E entry) {
    if (size >= heads.length) {
      grow();
    }
    put(entry);
    size++;
  }

  void remove(E entry) {
    int place = entry.hash & heads.length - 1;
    Link<E> before = null;
    for (Link<E> link = heads[place]; link != null; link = link.next) {
      if (link == entry) {
        if (before == null) {
          heads[place] = link.next;
        } else {
          before.next = link.next;
        }
        link.next = null;
        size--;
        return;
      }
      before = link;
    }
  }

  private void put(Link<E> link) {
    int place = link.hash & heads.length - 1;
    link.next = heads[place];
    heads[place] = link;
  }

  private void grow() {
    @Nullable Link<E>[] old = heads;
    heads = heads(2 * old.length);
    for (Link<E> head : old) {
      Link<E> link = head;
      while (link != null) {
        Link<E> next = link.next;
        put(link);
        link = next;
      }
    }
  }

  // Only entries are ever put in.
  @SuppressWarnings("unchecked")
  private E entry(Link<E> link) {
    return (E) link;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <E extends Link<E>> @Nullable Link<E>[] heads(int length) {
    return new Link[length];
  }
}
