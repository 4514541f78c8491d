package dev.dumplink;

import java.io.PrintWriter;
import java.util.Locale;

/** In which form links and what became of them are printed. */
enum DownloadsFormat {
    TABLE {
        @Override
        DownloadsOutput on(PrintWriter out, int width) {
            return new DownloadsTable(out, width);
        }
    },
    JSON {
        @Override
        DownloadsOutput on(PrintWriter out, int width) {
            return new DownloadsJson(out);
        }
    },
    CSV {
        @Override
        DownloadsOutput on(PrintWriter out, int width) {
            return new DownloadsCsv(out);
        }
    };

    abstract DownloadsOutput on(PrintWriter out, int width);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
