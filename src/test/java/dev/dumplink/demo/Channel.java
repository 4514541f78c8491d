package dev.dumplink.demo;

/** A place for messages: a public or private channel, or somebody's conversation with the bot. */
public record Channel(String id, String name, String topic, boolean isPrivate, boolean botIsMember) {
    public static Channel open(String id, String name, String topic) {
        return new Channel(id, name, topic, false, true);
    }

    public Channel withoutTheBot() {
        return new Channel(id, name, topic, isPrivate, false);
    }

    public Channel closed() {
        return new Channel(id, name, topic, true, botIsMember);
    }
}
