package dev.dumplink.demo;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Slack makes of a command's text when the app asked for {@code should_escape}. */
final class TypedText {
    private static final Pattern SPECIAL =
            Pattern.compile("(?<url>https?://[^\\s<>]+)|@(?<user>[\\w.-]+)|#(?<channel>[\\w-]+)|[&<>]");

    private final Workspace workspace;

    TypedText(Workspace workspace) {
        this.workspace = workspace;
    }

    String escaped(String typed) {
        Matcher special = SPECIAL.matcher(typed);
        return special.replaceAll(found -> Matcher.quoteReplacement(replacement(found, special)));
    }

    private String replacement(MatchResult found, Matcher groups) {
        if (groups.group("url") != null) {
            return "<" + escapedCharacters(found.group()) + ">";
        }
        if (groups.group("user") != null) {
            return mention(groups.group("user")).orElse(found.group());
        }
        if (groups.group("channel") != null) {
            return channel(groups.group("channel")).orElse(found.group());
        }
        return escapedCharacters(found.group());
    }

    private Optional<String> mention(String name) {
        return workspace.named(name).map(person -> "<@" + person.id() + ">");
    }

    /** A private channel's name is not told. */
    private Optional<String> channel(String name) {
        return workspace.channels().stream()
                .filter(channel -> channel.name().equals(name))
                .map(channel -> "<#" + channel.id() + "|" + (channel.isPrivate() ? "" : channel.name()) + ">")
                .findFirst();
    }

    private static String escapedCharacters(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
