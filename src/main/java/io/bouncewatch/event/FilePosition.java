package io.bouncewatch.event;

/**
 * How far one file has been read: what must be saved to go on after a restart.
 *
 * @param fileId which file, as text
 * @param offset byte offset of the first line that was not handed out
 */
public record FilePosition(String fileId, long offset) {}
