package dev.dumplink.slack;

import dev.dumplink.archive.StoredDump;
import java.util.Locale;

/** The two lines of shell that turn the downloaded file into a local database. */
final class RestoreCommand {
    private RestoreCommand() {}

    /** Names in it need no quoting: databases' names and files' names are made of plain characters. */
    static String lines(StoredDump dump) {
        String database = dump.database().value().replace('-', '_') + "_dev";
        String file = "~/Downloads/" + dump.fileName();
        // nothing is loaded where the database is there already
        return "createdb " + database + " &&\n  " + load(database, file);
    }

    private static String load(String database, String file) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".sql")) {
            return "psql --set=ON_ERROR_STOP=1 --quiet --dbname=" + database + " --file=" + file;
        }
        if (name.endsWith(".sql.gz")) {
            return "gunzip --stdout " + file + " | psql --set=ON_ERROR_STOP=1 --quiet --dbname=" + database;
        }
        String parallel = name.endsWith(".tar") ? "" : " --jobs=2";
        return "pg_restore --no-owner --no-privileges" + parallel + " --dbname=" + database + " " + file;
    }
}
