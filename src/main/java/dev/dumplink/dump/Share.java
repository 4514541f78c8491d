package dev.dumplink.dump;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How much of the tables is in the archive, from 0 to 1, never going back. Each stretch of pages counts as what it takes on
 * the server's disk. How far one that is under way has come is guessed by the rows packed of it and their bytes; with its
 * end it counts in full, whatever was guessed. Any thread may ask and tell.
 */
final class Share {
    /** What the server keeps with each row, in bytes. */
    private static final int ROW = 28;

    private static final double SURE = 0.8;

    private final double whole;
    private final List<Part> underWay = new ArrayList<>();
    private double done;

    /** @param whole what all parts weigh together */
    Share(double whole) {
        this.whole = whole;
    }

    /** One stretch, from when somebody begins to read it until all its rows are packed. */
    final class Part {
        private final String table;
        private final double weight;
        // begins with one for its reader
        private int open = 1;
        private long bytes;
        private long rows;

        private Part(String table, double weight) {
            this.table = table;
            this.weight = weight;
        }

        /** One more batch of it was read. */
        void read() {
            synchronized (Share.this) {
                open++;
            }
        }

        /** One was packed. */
        void packed(int someRows, int length) {
            synchronized (Share.this) {
                rows += someRows;
                bytes += length;
                end();
            }
        }

        /** Nothing more is to be read of it. */
        void end() {
            synchronized (Share.this) {
                if (--open == 0) {
                    underWay.remove(this);
                    done += weight;
                }
            }
        }

        /** As if the disk held text, up to four fifths; from there on it nears the whole more and more slowly. */
        private double soFar() {
            double guess = (bytes + (double) ROW * rows) / weight;
            double rest = 1 - SURE;
            return weight * (guess < SURE ? guess : 1 - rest * rest / (guess - SURE + rest));
        }
    }

    /** @param weight more than 0 */
    synchronized Part begin(String table, double weight) {
        Part part = new Part(table, weight);
        underWay.add(part);
        return part;
    }

    synchronized double now() {
        return Math.min(1, (done + underWay.stream().mapToDouble(Part::soFar).sum()) / whole);
    }

    /** Those under way, the one that was begun first before the others. */
    synchronized Collection<String> tables() {
        Collection<String> tables = new LinkedHashSet<>();
        underWay.forEach(part -> tables.add(part.table));
        return tables;
    }
}
