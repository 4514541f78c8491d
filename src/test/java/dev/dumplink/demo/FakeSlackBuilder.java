package dev.dumplink.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** How a {@link FakeSlack} is set up; everything has a default that suits a test. */
public final class FakeSlackBuilder {
    final List<Person> people = new ArrayList<>();
    final List<Channel> channels = new ArrayList<>();
    final List<SlashCommand> commands = new ArrayList<>();
    Team team = Team.ACME;
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SecureRandom();
    Duration ackLimit = Duration.ofSeconds(3);
    String signingSecret = "local-signing-secret";
    String botToken = Setup.BOT_TOKEN;
    AuditRows auditRows = AuditRows.none();
    boolean escapes = true;
    boolean tabs = true;
    int port;

    FakeSlackBuilder() {}

    public FakeSlackBuilder team(Team workspaceTeam) {
        team = workspaceTeam;
        return this;
    }

    public FakeSlackBuilder people(Person... everybody) {
        people.addAll(List.of(everybody));
        return this;
    }

    public FakeSlackBuilder channel(Channel channel) {
        channels.add(channel);
        return this;
    }

    public FakeSlackBuilder command(SlashCommand command) {
        commands.add(command);
        return this;
    }

    public FakeSlackBuilder clock(InstantSource source) {
        clock = source;
        return this;
    }

    public FakeSlackBuilder random(RandomGenerator generator) {
        random = generator;
        return this;
    }

    /** How long the bot may take to acknowledge; Slack's three seconds unless a test is in a hurry. */
    public FakeSlackBuilder ackLimit(Duration limit) {
        ackLimit = limit;
        return this;
    }

    public FakeSlackBuilder signingSecret(String secret) {
        signingSecret = secret;
        return this;
    }

    public FakeSlackBuilder botToken(String token) {
        botToken = token;
        return this;
    }

    public FakeSlackBuilder auditRows(AuditRows rows) {
        auditRows = rows;
        return this;
    }

    /** The manifest's {@code should_escape}. */
    public FakeSlackBuilder shouldEscape(boolean escape) {
        escapes = escape;
        return this;
    }

    /** The manifest's {@code home_tab_enabled} and {@code messages_tab_enabled} are false. */
    public FakeSlackBuilder withoutTabs() {
        tabs = false;
        return this;
    }

    /** Zero takes any free port. */
    public FakeSlackBuilder port(int chosen) {
        port = chosen;
        return this;
    }

    public FakeSlack start() {
        if (channels.isEmpty()) {
            channels.add(Channel.open("C01GENERAL", "general", "Everything that concerns everybody"));
        }
        if (commands.isEmpty()) {
            commands.add(SlashCommand.of("/dump", "The latest anonymized dump"));
        }
        try {
            return new FakeSlack(this);
        } catch (IOException portTaken) {
            throw new UncheckedIOException(portTaken);
        }
    }
}
