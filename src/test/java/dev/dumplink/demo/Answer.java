package dev.dumplink.demo;

/** What the bot answered to a raw delivery. */
public record Answer(int status, String body) {}
