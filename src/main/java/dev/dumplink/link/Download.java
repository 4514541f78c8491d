package dev.dumplink.link;

import dev.dumplink.audit.AuditEntry;
import java.util.List;
import java.util.Set;

/**
 * One link and what became of it.
 *
 * @param issued the row under which it was given
 * @param state as far as known, by these logs and by those that were read before
 * @param findings codes of everything found, new or not
 * @param requests that got something
 * @param sent bytes
 * @param addresses from where, up to sixteen; a person's data, for whoever looks now and for no row
 */
public record Download(
        AuditEntry issued,
        DownloadState state,
        Set<String> findings,
        int requests,
        long sent,
        List<String> addresses) {}
