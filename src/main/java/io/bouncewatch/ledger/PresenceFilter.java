package io.bouncewatch.ledger;

import java.util.BitSet;

/**
 * Tells quickly that a key is not in a table: most mail is delivered to addresses that nothing is
 * held against, and a look into the table for each would cost more than counting it. A Bloom filter
 * (CACM 13(7), 1970) of half a megabyte; it may say yes wrongly, never no. Used by one thread.
 */
final class PresenceFilter {

  private static final int BITS = 1 << 22;

  private final BitSet bits = new BitSet(BITS);

  void add(String key) {
    long hash = hash(key);
    bits.set(place(hash));
    bits.set(place(hash >>> 32));
  }

  boolean mayHave(String key) {
    long hash = hash(key);
    return bits.get(place(hash)) && bits.get(place(hash >>> 32));
  }

  void clear() {
    bits.clear();
  }

  private static int place(long hash) {
    return (int) hash & (BITS - 1);
  }

  /** FNV-1a of the characters, with its bits mixed as in SplitMix64. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
