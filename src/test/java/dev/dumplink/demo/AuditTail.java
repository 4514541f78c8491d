package dev.dumplink.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Follows the audit log for the side panel: whatever is new goes to the open pages within half a second. */
final class AuditTail implements AutoCloseable {
    private static final int SHOWN = 300;
    private static final long EVERY_MILLIS = 400;

    private final AuditRows rows;
    private final Feed feed;
    private final Deque<AuditRow> newest = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "local-slack-audit");
        thread.setDaemon(true);
        return thread;
    });
    private long lastSeq;
    private boolean readable = true;

    AuditTail(AuditRows rows, Feed feed) {
        this.rows = rows;
        this.feed = feed;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized ObjectNode picture() {
        ObjectNode picture = Json.object().put("readable", readable);
        ArrayNode shown = picture.putArray("rows");
        newest.forEach(row -> shown.add(json(row)));
        return picture;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** The demo's log may not be there yet, or may be down on purpose: say so on the page and look again. */
    private void look() {
        try {
            for (AuditRow row : rows.after(lastSeq())) {
                add(row);
            }
            say(true);
        } catch (RuntimeException unreadable) {
            say(false);
        }
    }

    private synchronized long lastSeq() {
        return lastSeq;
    }

    private synchronized void add(AuditRow row) {
        lastSeq = Math.max(lastSeq, row.seq());
        newest.addFirst(row);
        if (newest.size() > SHOWN) {
            newest.removeLast();
        }
        feed.publish("audit", json(row), everybody -> true);
    }

    private synchronized void say(boolean nowReadable) {
        if (readable != nowReadable) {
            readable = nowReadable;
            feed.publish("audit-readable", Json.object().put("readable", readable), everybody -> true);
        }
    }

    private static ObjectNode json(AuditRow row) {
        return Json.object()
                .put("seq", row.seq())
                .put("time", row.time().toString())
                .put("code", row.code())
                .put("decision", row.decision())
                .put("rule", row.rule())
                .put("reason", row.reason())
                .put("user", row.user())
                .put("command", row.command())
                .put("database", row.database())
                .put("object", row.object())
                .put("requestId", row.requestId())
                .put("hash", row.hash())
                .put("previousHash", row.previousHash());
    }
}
