package dev.dumplink.dump;

import dev.dumplink.archive.ArchiveReader;
import dev.dumplink.archive.DigestingInput;
import dev.dumplink.archive.Sha256;
import dev.dumplink.archive.Toc;
import dev.dumplink.masking.Compiled;
import dev.dumplink.masking.CompiledTable;
import dev.dumplink.masking.LeakScan;
import dev.dumplink.masking.LeakSearch;
import dev.dumplink.schema.TableName;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The finished archive as the store really holds it, read once from its first byte to its last: its length and digest, its
 * form, and a search of all it holds.
 */
final class ReadBack {
    private final Compiled compiled;
    private final LeakSearch search;
    private final NightProgress progress;

    ReadBack(Compiled compiled, LeakSearch search, NightProgress progress) {
        this.compiled = compiled;
        this.search = search;
        this.progress = progress;
    }

    /**
     * What was read.
     *
     * @param allowed different finds that the policy knows and allows
     */
    record Seen(long size, Sha256 sha256, long allowed) {}

    Seen read(InputStream archive, int threads) throws IOException, InterruptedException {
        try (DigestingInput in = DigestingInput.of(archive);
                Crew crew = Crew.of(threads, "dumplink-search")) {
            ArchiveReader reader = ArchiveReader.open(in);
            schema(reader.toc());
            RowPieces pieces = new RowPieces(threads + 2);
            for (Optional<ArchiveReader.Block> block = reader.next(); block.isPresent(); block = reader.next()) {
                rows(block.get(), pieces, crew);
            }
            crew.finish();
            Sha256 digest = in.sha256();
            return new Seen(in.size(), digest, search.allowed());
        }
    }

    private void schema(Toc toc) {
        toc.entries().forEach(entry -> search.definition(SchemaSearch.definition(entry)));
    }

    private void rows(ArchiveReader.Block block, RowPieces pieces, Crew crew) throws IOException, InterruptedException {
        TableName name =
                new TableName(block.entry().schema().orElse(""), block.entry().tag());
        CompiledTable table = compiled.table(name).orElseThrow();
        progress.at(name.toString());
        pieces.cut(
                block.content(),
                (piece, length) -> crew.submit(() -> {
                    try (LeakScan scan = search.table(table)) {
                        scan.write(piece, 0, length);
                    } finally {
                        pieces.giveBack(piece);
                    }
                    progress.add(0, length);
                    return length;
                }));
        crew.requireSound();
    }
}
