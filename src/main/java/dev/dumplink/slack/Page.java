package dev.dumplink.slack;

/** What the management port shows at one path. */
public record Page(int status, String contentType, String body) {}
