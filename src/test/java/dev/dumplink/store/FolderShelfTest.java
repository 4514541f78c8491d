package dev.dumplink.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
