package io.bouncewatch.event;

/**
 * Where a line stood.
 *
 * @param source name of the source, as configured
 * @param offset byte offset of the line's first byte
 */
public record Position(String source, long offset) {}
