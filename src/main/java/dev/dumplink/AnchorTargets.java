package dev.dumplink;

import dev.dumplink.audit.Anchor;
import dev.dumplink.audit.AnchorFile;
import dev.dumplink.audit.AnchorPlace;
import dev.dumplink.audit.AnchorPlaces;
import dev.dumplink.audit.AnchorSettings;
import dev.dumplink.audit.AnchorUnkept;
import dev.dumplink.slack.SlackClient;
import dev.dumplink.store.StoreSettings;
import dev.dumplink.store.WriteOnceObjects;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The places outside the database that the configuration names for anchors. */
final class AnchorTargets implements AutoCloseable {
    private final List<AnchorPlace> copies;
    private final Optional<WriteOnceObjects> objects;

    private AnchorTargets(List<AnchorPlace> copies, Optional<WriteOnceObjects> objects) {
        this.copies = List.copyOf(copies);
        this.objects = objects;
    }

    /**
     * Opens them all.
     *
     * @param locked how long an object is locked, in a bucket that locks
     * @param storage asked only if there is a bucket
     */
    static AnchorTargets open(AnchorSettings settings, Duration locked, Supplier<StoreSettings> storage) {
        List<AnchorPlace> copies = new ArrayList<>();
        Optional.ofNullable(settings.file()).map(Path::of).map(AnchorFile::new).ifPresent(copies::add);
        Optional<WriteOnceObjects> objects =
                Optional.ofNullable(settings.s3()).map(place -> WriteOnceObjects.open(storage.get(), place));
        objects.map(opened -> new AnchorBucket(opened, locked)).ifPresent(copies::add);
        return new AnchorTargets(copies, objects);
    }

    List<AnchorPlace> copies() {
        return copies;
    }

    /** With the channel, if there is one, as a witness. */
    AnchorPlaces withChannel(AnchorSettings settings, SlackClient slack) {
        List<Consumer<Anchor>> witnesses = Optional.ofNullable(settings.channel())
                .map(channel -> List.<Consumer<Anchor>>of(anchor -> say(slack, channel, anchor)))
                .orElse(List.of());
        return new AnchorPlaces(copies, witnesses);
    }

    private static void say(SlackClient slack, String channel, Anchor anchor) {
        try {
            slack.say(
                    channel,
                    "Audit log, %s: it ends with row %d. Keep this line; `dumplink audit verify` compares the log with it.\n```%s```"
                            .formatted(anchor, anchor.seq(), anchor.line()));
        } catch (IOException e) {
            throw new AnchorUnkept("Slack, " + channel + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        objects.ifPresent(WriteOnceObjects::close);
    }
}
