package dev.dumplink;

import dev.dumplink.audit.Anchor;
import dev.dumplink.audit.AnchorPlace;
import dev.dumplink.audit.AnchorUnkept;
import dev.dumplink.store.StoreUnavailable;
import dev.dumplink.store.WriteOnceObjects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Anchors as objects in a bucket, one for each, in a folder named after the log. */
final class AnchorBucket implements AnchorPlace {
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}/[0-9]{12}\\.json");

    private final WriteOnceObjects objects;
    private final Duration locked;

    AnchorBucket(WriteOnceObjects objects, Duration locked) {
        this.objects = objects;
        this.locked = locked;
    }

    @Override
    public String name() {
        return objects.place();
    }

    @Override
    public Optional<String> newest(String chain) {
        List<String> names = names(chain);
        return names.isEmpty()
                ? Optional.empty()
                : kept(() -> objects.get(names.get(names.size() - 1)))
                        .or(() -> Optional.of(new byte[0]))
                        .map(AnchorBucket::line);
    }

    @Override
    public void keep(Anchor anchor) {
        String name = "%s/%012d.json".formatted(anchor.chain(), anchor.number());
        byte[] content = (anchor.line() + "\n").getBytes(StandardCharsets.US_ASCII);
        kept(() -> {
            objects.put(name, content, anchor.time().plus(locked));
            return name;
        });
    }

    @Override
    public List<String> lines(String chain) {
        return kept(() -> objects.all(chain + "/", name -> NAME.matcher(name).matches())).values().stream()
                .map(AnchorBucket::line)
                .toList();
    }

    /** Whatever else lies there is none of ours. */
    private List<String> names(String chain) {
        return kept(() -> objects.names(chain + "/")).stream()
                .filter(name -> NAME.matcher(name).matches())
                .toList();
    }

    private static String line(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).replaceFirst("\n\\z", "");
    }

    private <T> T kept(Supplier<T> call) {
        try {
            return call.get();
        } catch (StoreUnavailable e) {
            throw new AnchorUnkept(name() + ": " + e.getMessage(), e);
        }
    }
}
