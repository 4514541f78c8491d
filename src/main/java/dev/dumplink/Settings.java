package dev.dumplink;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dumplink.archive.DatabaseName;
import dev.dumplink.archive.Sha256;
import dev.dumplink.audit.AnchorSettings;
import dev.dumplink.audit.AuditSettings;
import dev.dumplink.audit.StreamSettings;
import dev.dumplink.audit.WebhookSettings;
import dev.dumplink.dump.DumpSettings;
import dev.dumplink.link.AccessSettings;
import dev.dumplink.link.DatabaseSettings;
import dev.dumplink.link.LinkSettings;
import dev.dumplink.restore.RestoreSettings;
import dev.dumplink.slack.ServerSettings;
import dev.dumplink.slack.SlackSettings;
import dev.dumplink.store.Location;
import dev.dumplink.store.StoreSettings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration file. Keys are checked when it is read, all of them; values when a command asks for their section, so
 * that one file serves the bot, the nightly job and a laptop, each with the secrets it needs and no others.
 */
final class Settings {
    /** Of a database's keys, those that the bot reads; the others' variables are the nightly job's. */
    private static final List<String> BOT_KEYS = List.of("prefix", "manifest", "stale_after");

    private final SettingsTree tree;
    private final SettingsBinding binding;
    private final String fingerprint;
    private final Path folder;

    private Settings(SettingsTree tree, String fingerprint, Path folder) {
        this.tree = tree;
        this.binding = new SettingsBinding(tree);
        this.folder = folder;
        this.fingerprint = fingerprint;
    }

    /** The SHA-256 of the file as it stands, references not replaced: which configuration was in force. */
    String fingerprint() {
        return fingerprint;
    }

    /** Everything that may stand in the file; each part belongs to the package that reads it. */
    record Shape(
            SlackSettings slack,
            AccessSettings access,
            StoreSettings storage,
            LinkSettings link,
            Audit audit,
            ServerSettings server,
            Alerts alerts,
            Map<String, Database> databases,
            RestoreSettings restore) {}

    record Alerts(String channel) {}

    /** Where the log is, which every command needs, and where it leads, which only {@code serve} does. */
    record Audit(
            String url,
            String user,
            String password,
            Duration retain,
            AnchorSettings anchor,
            Boolean stdout,
            WebhookSettings webhook) {}

    record Database(String prefix, ManifestRule manifest, Duration staleAfter, DumpSettings dump) {}

    /** Whether only dumps with a manifest count. */
    enum ManifestRule {
        @JsonProperty("required")
        REQUIRED,
        @JsonProperty("optional")
        OPTIONAL
    }

    /** @throws SettingsError naming file, line, column and key */
    static Settings load(Path file, Map<String, String> environment) {
        try {
            return parse(file.toString(), Files.readString(file), environment);
        } catch (IOException e) {
            String what = e instanceof CharacterCodingException
                    ? "this is not UTF-8"
                    : Files.isDirectory(file) ? "this is a directory" : "there is no such file that I can read";
            throw new SettingsError(file + ": " + what + "; name the configuration with --config");
        }
    }

    static Settings parse(String file, String yaml, Map<String, String> environment) {
        SettingsTree tree = SettingsTree.parse(file, yaml, new Environment(environment));
        new UnknownKeys(tree, SettingsBinding.JSON).check(Shape.class);
        return new Settings(
                tree,
                Sha256.of(yaml.getBytes(StandardCharsets.UTF_8)).hex(),
                Path.of(file).toAbsolutePath().getParent());
    }

    SlackSettings slack() {
        return section("slack", SlackSettings.class);
    }

    AccessSettings access() {
        return section("access", AccessSettings.class);
    }

    StoreSettings storage() {
        return section("storage", StoreSettings.class);
    }

    LinkSettings link() {
        return section("link", LinkSettings.class);
    }

    AuditSettings audit() {
        return part("audit", AuditSettings.class);
    }

    StreamSettings streams() {
        return part("audit", StreamSettings.class);
    }

    ServerSettings server() {
        return section("server", ServerSettings.class);
    }

    /** Every database, as far as the bot is concerned. */
    List<DatabaseSettings> databases() {
        JsonPointer all = pointer("databases");
        List<DatabaseSettings> databases = new ArrayList<>();
        tree.at(all).fieldNames().forEachRemaining(name -> databases.add(database(all.appendProperty(name), name)));
        if (databases.isEmpty()) {
            throw tree.error(all, "at least one database must be named");
        }
        requireApart(databases);
        return databases;
    }

    private DatabaseSettings database(JsonPointer key, String name) {
        if (!(tree.at(key) instanceof ObjectNode)) {
            tree.requireSet(key);
        }
        BOT_KEYS.forEach(each -> tree.requireSet(key.appendProperty(each)));
        ObjectNode own =
                tree.at(key) instanceof ObjectNode object ? object.deepCopy() : SettingsBinding.JSON.createObjectNode();
        own.remove("dump");
        Database database = binding.bind(key, own, Database.class);
        DatabaseName called = databaseName(key, name);
        try {
            boolean manifest = database.manifest() != ManifestRule.OPTIONAL;
            return new DatabaseSettings(new Location(called, database.prefix(), manifest), database.staleAfter());
        } catch (IllegalArgumentException e) {
            throw tree.errorIn(key, e.getMessage());
        }
    }

    private DatabaseName databaseName(JsonPointer key, String name) {
        try {
            return DatabaseSettings.named(name);
        } catch (IllegalArgumentException e) {
            throw tree.error(key, e.getMessage());
        }
    }

    /** The names of all databases, those without a section {@code dump} too. */
    List<String> databaseNames() {
        List<String> names = new ArrayList<>();
        tree.at(pointer("databases")).fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether a database is dumped by us. */
    boolean isDumped(String name) {
        return tree.at(dumpKey(name)).isObject();
    }

    private static JsonPointer dumpKey(String name) {
        return pointer("databases").appendProperty(name).appendProperty("dump");
    }

    /** How a database is dumped. */
    DumpSettings dump(String name) {
        JsonPointer key = dumpKey(name);
        if (!isDumped(name)) {
            throw tree.error(key, "it is missing, and so the database is not one that is dumped");
        }
        tree.requireSet(key);
        return binding.bind(key, tree.at(key), DumpSettings.class);
    }

    /** A file that the configuration names, from its own folder on. */
    Path beside(String file) {
        return folder.resolve(file);
    }

    /** What is wrong with something named by a key of a database's dump. */
    SettingsError dumpError(String name, String key, String problem) {
        return tree.error(dumpKey(name).appendProperty(key), problem);
    }

    /** That the log cannot be where it is said to be. */
    SettingsError auditError(String problem) {
        return tree.error(pointer("audit").appendProperty("url"), problem);
    }

    /** The channel that hears of dumps that failed, if there is one. */
    Optional<String> alertsChannel() {
        return Optional.ofNullable(section("alerts", Alerts.class).channel()).filter(channel -> !channel.isBlank());
    }

    /** Whether anything is said about Slack: the nightly job needs it for alerts only. */
    boolean hasSlack() {
        return tree.at(pointer("slack")).isObject();
    }

    /** Whether it says where the audit log is. */
    boolean hasAudit() {
        return tree.at(pointer("audit")).isObject();
    }

    /** Whether it says where dumps are. */
    boolean hasStorage() {
        return tree.at(pointer("storage")).isObject();
    }

    /** What a machine that loads dumps must know. */
    RestoreSettings restore() {
        return section("restore", RestoreSettings.class);
    }

    /** Other tools' dumps carry no database's name: under one prefix nobody could tell whose they are. */
    private void requireApart(List<DatabaseSettings> databases) {
        for (DatabaseSettings one : databases) {
            for (DatabaseSettings other : databases) {
                boolean inside =
                        other.location().prefix().startsWith(one.location().prefix());
                if (one != other && inside && !one.location().manifestRequired()) {
                    throw tree.error(
                            pointer("databases")
                                    .appendProperty(one.name().value())
                                    .appendProperty("prefix"),
                            "with manifest: optional it must not contain the dumps of " + other.name());
                }
            }
        }
    }

    /** The names of the databases that have a section {@code dump}; at least one. */
    List<String> dumped() {
        List<String> names = new ArrayList<>();
        tree.at(pointer("databases")).properties().forEach(each -> {
            if (each.getValue().path("dump") instanceof ObjectNode) {
                names.add(each.getKey());
            }
        });
        if (names.isEmpty()) {
            throw tree.error(pointer("databases"), "none has a section dump, with url and policy");
        }
        return names;
    }

    /** What the section {@code dump} of a database says, each value checked when it is asked for. */
    DumpKeys dumpKeys(String name) {
        if (!dumped().contains(name)) {
            throw tree.error(
                    pointer("databases").appendProperty(name),
                    "no database of this name has a section dump; those that have one: " + String.join(", ", dumped()));
        }
        return new DumpKeys(tree, name);
    }

    private <T> T section(String name, Class<T> type) {
        JsonPointer key = pointer(name);
        tree.requireSet(key);
        JsonNode node = tree.at(key);
        return binding.bind(key, node.isObject() ? node : SettingsBinding.JSON.createObjectNode(), type);
    }

    /** Of a section only the keys that {@code type} has: the others' variables need not be set. */
    private <T extends Record> T part(String name, Class<T> type) {
        JsonPointer key = pointer(name);
        List<String> own = Arrays.stream(type.getRecordComponents())
                .map(component -> SettingsBinding.SNAKE.translate(component.getName()))
                .toList();
        own.forEach(each -> tree.requireSet(key.appendProperty(each)));
        JsonNode node = tree.at(key);
        return binding.bind(
                key,
                node instanceof ObjectNode all ? all.deepCopy().retain(own) : SettingsBinding.JSON.createObjectNode(),
                type);
    }

    private static JsonPointer pointer(String name) {
        return JsonPointer.empty().appendProperty(name);
    }
}
