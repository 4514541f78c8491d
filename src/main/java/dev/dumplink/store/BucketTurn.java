package dev.dumplink.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A turn kept by an object in the bucket. Where the server knows conditional writes (AWS, R2, MinIO, S3Proxy), two cannot
 * have it at once. Where it ignores or refuses them, whoever's object is there after both have written has it, which is a
 * good deal better than nothing and no proof. A server that refuses If-Match even when it is right leaves an ended turn in
 * the way until somebody deletes the object.
 */
final class BucketTurn implements Turn.Mine {
    private static final Logger LOG = LoggerFactory.getLogger(BucketTurn.class);
    private static final Turn.Taken SOMEBODY = new Turn.Taken("somebody who was quicker", Instant.EPOCH);

    private final BucketObjects objects;
    private final String key;
    private final Duration life;
    private final InstantSource clock;
    private TurnText held;

    private BucketTurn(BucketObjects objects, String key, Duration life, InstantSource clock, TurnText held) {
        this.objects = objects;
        this.key = key;
        this.life = life;
        this.clock = clock;
        this.held = held;
    }

    static Turn take(BucketObjects objects, String key, String owner, Duration life, InstantSource clock) {
        TurnText mine = new TurnText(owner, clock.instant().plus(life), UUID.randomUUID());
        Optional<BucketObjects.Found> there = objects.get(key);
        // what is no turn at all cannot be anybody's
        Optional<TurnText> theirs = there.flatMap(found -> TurnText.parse(found.content()));
        if (theirs.filter(turn -> turn.until().isAfter(clock.instant())).isPresent()) {
            return taken(theirs.get());
        }
        boolean written = there.map(ended -> objects.replace(key, mine.bytes(), ended.etag()))
                .orElseGet(() -> objects.putNew(key, mine.bytes(), "text/plain"));
        Optional<TurnText> now = objects.get(key).flatMap(found -> TurnText.parse(found.content()));
        // also when the answer to a try that succeeded was lost
        if (now.filter(turn -> turn.token().equals(mine.token())).isPresent()) {
            return new BucketTurn(objects, key, life, clock, mine);
        }
        LOG.info("{}: {}", key, written ? "was overwritten at once" : "could not be written");
        return now.map(BucketTurn::taken).orElse(SOMEBODY);
    }

    private static Turn.Taken taken(TurnText turn) {
        return new Turn.Taken(turn.owner(), turn.until());
    }

    @Override
    public synchronized void renew() {
        BucketObjects.Found there = mine().orElseThrow(() -> new StoreUnavailable("renew " + key + ": it was lost"));
        TurnText longer = new TurnText(held.owner(), clock.instant().plus(life), held.token());
        if (!objects.replace(key, longer.bytes(), there.etag())) {
            throw new StoreUnavailable("renew " + key + ": it was lost");
        }
        held = longer;
    }

    private Optional<BucketObjects.Found> mine() {
        return objects.get(key).filter(found -> TurnText.parse(found.content())
                .filter(turn -> turn.token().equals(held.token()))
                .isPresent());
    }

    @Override
    public synchronized void close() {
        try {
            if (mine().isPresent()) {
                objects.delete(key);
            }
        } catch (StoreUnavailable e) {
            LOG.warn("the turn ends by itself at {}: {}", held.until().truncatedTo(ChronoUnit.SECONDS), e.getMessage());
        }
    }
}
