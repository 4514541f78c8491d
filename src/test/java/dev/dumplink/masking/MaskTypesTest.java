package dev.dumplink.masking;

import static dev.dumplink.masking.MaskFixture.KEY;
import static dev.dumplink.masking.MaskFixture.array;
import static dev.dumplink.masking.MaskFixture.column;
import static dev.dumplink.masking.MaskFixture.options;
import static dev.dumplink.masking.MaskFixture.strings;
import static dev.dumplink.masking.MaskFixture.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.acme.masks.TicketMask;
import dev.dumplink.schema.DataType;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskTypesTest {
    private static final DataType TICKET = new DataType.Base(
            "pg_catalog",
            "varchar",
            "character varying(20)",
            OptionalInt.of(20),
            OptionalInt.empty(),
            OptionalInt.empty());

    @TempDir
    Path directory;

    /** As if a jar with a service file lay on the class path. */
    private <T> T withService(String implementation, Callable<T> work) throws Exception {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(MaskType.class.getName()), implementation + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void findsMasksOfACompanysOwn() throws Exception {
        Map<String, MaskType> all = withService("com.acme.masks.TicketMask", MaskTypes::all);
        MaskType ticket = all.get("acme_ticket");
        assertThat(ticket.describe()).isEqualTo("a ticket number that was never given out");
        Mask mask = ticket.create(column(TICKET), options("{prefix: Q-}"), KEY);
        assertThat(strings(mask).apply("T-0042917")).matches("Q-\\d{7}");
        assertThat(ticket.fit(column(type("int4")), MaskOptions.NONE)).isInstanceOf(MaskType.Fit.Misfit.class);
        Mask many = ticket.create(column(array(TICKET)), MaskOptions.NONE, KEY);
        assertThat(strings(many).apply("{T-0042917,NULL}")).matches("\\{T-\\d{7},NULL}");
    }

    @Test
    void namesThemInsideOfOthersToo() throws Exception {
        Map<String, MaskType> all = withService("com.acme.masks.TicketMask", MaskTypes::all);
        MaskType.Fit fit = all.get("json").fit(column(type("jsonb")), options("{paths: {$.ticket: acme_ticket}}"));
        assertThat(((MaskType.Fit.Misfit) fit).why())
                .isEqualTo("$.ticket: masks character varying; the column is text");
    }

    @Test
    void twoMasksOfOneNameAreAnError() {
        assertThatThrownBy(() -> MaskTypes.with(List.of(new TicketMask(), new TicketMask())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two masks are named 'acme_ticket'; rename one in its MaskType");
    }

    @Test
    void everyMaskDescribesItself() {
        assertThat(MaskFixture.MASKS).allSatisfy((name, type) -> {
            assertThat(type.name()).isEqualTo(name).matches("[a-z_]+");
            assertThat(type.describe()).hasSizeGreaterThan(3);
        });
    }

    @Test
    void theReadmesMaskIsTheOneTriedHere() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        Matcher java = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme.substring(readme.indexOf("## Your own masks")));
        assertThat(java.find()).isTrue();
        String source = Files.readString(Path.of("src/test/java/com/acme/masks/TicketMask.java"));
        String shown = source.substring(source.indexOf("/** Ticket"));
        assertThat(java.group(1)).isEqualTo(shown);
    }

    @Test
    void theReadmeNamesEveryMask() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String chapter = readme.substring(readme.indexOf("## Masks\n"), readme.indexOf("## Your own masks"));
        assertThat(MaskFixture.MASKS).allSatisfy((name, type) -> {
            assertThat(chapter).contains("`" + name + "`");
            type.options().stream().filter(option -> !option.equals("domain")).forEach(option -> assertThat(chapter)
                    .contains("`" + option));
        });
    }
}
