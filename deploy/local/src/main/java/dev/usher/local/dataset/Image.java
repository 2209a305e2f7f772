package dev.usher.local.dataset;

/** A picture as a file. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares files
public record Image(String fileName, String mediaType, byte[] bytes) {}
