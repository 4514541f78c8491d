package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dumplink.archive.DumpId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderShelfTest extends ShelfContract {
    @TempDir
    Path folder;

    @Override
    DumpShelf shelf() {
        return FolderShelf.open(folder, SHOP, now::get);
    }

    @Override
    List<String> everything() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".shop.lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    void putStranger(String name) throws IOException {
        Files.writeString(folder.resolve(name), "strange");
    }

    @Test
    void aFolderThatCannotBeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> FolderShelf.open(file.resolve("below"), SHOP, now::get))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("make " + file.resolve("below"));
        assertThatThrownBy(() -> FolderShelf.open(file, SHOP, now::get))
                .hasMessage("make " + file + ": there is a file of that name; name a folder");
        assertThat(file).hasContent("x");
    }

    @Test
    void aManifestThatCannotBeWrittenLeavesNothing() throws Exception {
        write(night(1), 10);
        // in the way of the manifest, as a full disk would be
        Path inTheWay = Files.createDirectory(folder.resolve(".shop_20261123T010003Z.manifest.json.new"));
        assertThatThrownBy(() -> shelf().publish(night(1), MANIFEST)).isInstanceOf(StoreUnavailable.class);
        assertThat(everything()).containsExactly(inTheWay.getFileName().toString(), "shop_20261123T010003Z.dump.part");
        shelf().discard(night(1));
        assertThat(everything()).isEmpty();
    }

    @Test
    void anArchiveThatGotItsNameAndNoManifestIsDiscarded() throws Exception {
        cutShort(night(1));
        assertThat(everything()).hasSize(2);
        shelf().discard(night(1));
        assertThat(everything()).isEmpty();
    }

    @Test
    void publishingThatAKillCutShortIsSweptAndNobodyElsesFilesAre() throws Exception {
        putStranger("shop_20200101T010003Z.dump");
        putStranger(".shop.new");
        putStranger(".new");
        putStranger(".shop_20200102T010003Z.txt.new");
        putStranger(".blog_20200102T010003Z.manifest.json.new");
        List<String> strangers = everything();
        cutShort(night(1));
        putStranger(".shop_20261124T010003Z.manifest.json.new");
        write(night(3), 10);
        shelf().publish(night(3), MANIFEST);
        List<String> all = everything();
        assertThat(shelf().sweep(Instant.now().minusSeconds(300))).isEmpty();
        assertThat(everything()).isEqualTo(all);
        assertThat(shelf().sweep(Instant.now().plusSeconds(1)))
                .containsExactly(
                        ".shop_20261123T010003Z.manifest.json.new (unpublished)",
                        ".shop_20261124T010003Z.manifest.json.new (unpublished)");
        assertThat(shelf().published()).containsExactly(night(3));
        assertThat(everything()).containsAll(strangers).hasSize(strangers.size() + 2);
    }

    /** As it stands between the two renames. */
    private void cutShort(DumpId id) throws Exception {
        write(id, 10);
        shelf().publish(id, MANIFEST);
        Files.move(folder.resolve(id.manifestKey("")), folder.resolve("." + id.manifestKey("") + ".new"));
    }
}
