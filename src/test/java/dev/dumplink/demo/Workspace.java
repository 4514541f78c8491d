package dev.dumplink.demo;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who and what is in the workspace: people, channels, user groups, slash commands and the one bot. */
final class Workspace {
    static final String BOT_USER = "U0DUMPLINK";
    static final String BOT = "B0DUMPLINK";
    static final String BOT_NAME = "dumplink";
    static final String APP = "A0DUMPLINK";

    private final Team team;
    private final List<Channel> channels;
    private final List<SlashCommand> commands;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, List<String>> userGroups = new LinkedHashMap<>();

    Workspace(Team team, List<Channel> channels, List<SlashCommand> commands) {
        this.team = team;
        this.channels = List.copyOf(channels);
        this.commands = List.copyOf(commands);
    }

    Team team() {
        return team;
    }

    List<Channel> channels() {
        return channels;
    }

    List<SlashCommand> commands() {
        return commands;
    }

    synchronized void invite(Person person) {
        people.put(person.id(), person);
    }

    synchronized void forget(Person person) {
        people.remove(person.id());
    }

    synchronized Collection<Person> people() {
        return List.copyOf(people.values());
    }

    synchronized Optional<Person> person(String id) {
        return Optional.ofNullable(people.get(id));
    }

    synchronized Optional<Person> named(String name) {
        return people.values().stream()
                .filter(person -> person.name().equalsIgnoreCase(name))
                .findFirst();
    }

    synchronized void userGroup(String id, List<String> members) {
        userGroups.put(id, List.copyOf(members));
    }

    synchronized Optional<List<String>> userGroup(String id) {
        return Optional.ofNullable(userGroups.get(id));
    }

    /** A channel by its id; everybody has a direct one with the bot. */
    Optional<Channel> channel(String id) {
        if (isDirect(id)) {
            return Optional.of(new Channel(id, "directmessage", "", true, true));
        }
        return channels.stream().filter(channel -> channel.id().equals(id)).findFirst();
    }

    Optional<SlashCommand> command(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    static String directChannelOf(String user) {
        return "D" + user.substring(1);
    }

    static boolean isDirect(String channel) {
        return channel.startsWith("D");
    }
}
