package dev.dumplink.restore;

import dev.dumplink.archive.StoredDump;
import dev.dumplink.store.BucketDumps;
import dev.dumplink.store.StoreSettings;
import dev.dumplink.store.StoreUnavailable;

/** A dump in the configured bucket. */
final class StoreSupply implements Supply {
    private final BucketDumps dumps;
    private final StoreSettings storage;
    private final StoredDump dump;

    StoreSupply(BucketDumps dumps, StoreSettings storage, StoredDump dump) {
        this.dumps = dumps;
        this.storage = storage;
        this.dump = dump;
    }

    @Override
    public String place() {
        return "bucket " + storage.bucket();
    }

    @Override
    public String address() {
        return (storage.endpoint() == null ? "s3" : storage.endpoint().toString()) + "/" + storage.bucket() + "/"
                + dump.key();
    }

    /** The client has tried again by itself by the time it complains. */
    @Override
    public Rest open(long from) {
        try {
            BucketDumps.Rest rest = dumps.read(dump, from);
            return new Rest(rest.content(), from, rest.size(), rest.etag());
        } catch (StoreUnavailable e) {
            throw new FetchFailed(e.getMessage(), e);
        }
    }
}
