package dev.dumplink;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The shape of the program, held as data: who may import whom, and who alone may touch which library. */
class ArchitectureTest {
    private static final String BASE = "dev.dumplink";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    /** What each package imports of the others: exactly this, so that a permission nobody uses fails too. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("schema", Set.of()),
            Map.entry("archive", Set.of()),
            Map.entry("audit", Set.of()),
            Map.entry("masking", Set.of("schema")),
            Map.entry("postgres", Set.of("schema")),
            Map.entry("store", Set.of("archive")),
            Map.entry("link", Set.of("archive", "audit", "store")),
            Map.entry("dump", Set.of("schema", "masking", "postgres", "archive", "store", "audit")),
            Map.entry("restore", Set.of("schema", "archive", "store", "postgres", "audit")),
            Map.entry("check", Set.of("schema", "masking", "postgres")),
            Map.entry("slack", Set.of("archive", "audit", "link")));

    /** Libraries that only one package may touch; the root's are written with an empty name. */
    private static final Map<String, Set<String>> ONLY = Map.ofEntries(
            Map.entry("org.jdbi", Set.of("audit")),
            Map.entry("org.flywaydb", Set.of("audit")),
            Map.entry("com.zaxxer.hikari", Set.of("audit")),
            Map.entry("org.postgresql", Set.of("postgres")),
            Map.entry("org.bouncycastle", Set.of("masking")),
            Map.entry("software.amazon.awssdk", Set.of("store")),
            Map.entry("com.slack.api", Set.of("slack")),
            Map.entry("okhttp3", Set.of("slack")),
            Map.entry("com.google.gson", Set.of("slack")),
            Map.entry("org.eclipse.jetty", Set.of("slack")),
            Map.entry("jakarta.servlet", Set.of("slack")),
            Map.entry("picocli", Set.of("")),
            Map.entry("io.micrometer", Set.of("")),
            Map.entry("com.amazonaws.services.lambda", Set.of("")));

    @Test
    void packagesImportWhatTheTableSaysAndNothingElse() {
        Map<String, Set<String>> actual = new TreeMap<>();
        for (JavaClass each : code()) {
            String from = feature(each);
            Set<String> imports = actual.computeIfAbsent(from, name -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(Dependency::getTargetClass)
                    .filter(target -> target.getPackageName().startsWith(BASE))
                    .map(ArchitectureTest::feature)
                    .filter(to -> !to.equals(from))
                    .forEach(imports::add);
        }
        Map<String, Set<String>> allowed = new TreeMap<>(MAY_IMPORT);
        // the root may import all; a package that is still only a description imports nothing yet
        allowed.keySet().retainAll(actual.keySet());
        actual.remove("");
        assertThat(actual).isEqualTo(allowed);
    }

    @Test
    void nothingImportsTheRoot() {
        Set<String> importers = CLASSES.stream()
                .filter(each -> !feature(each).isEmpty())
                .filter(each -> each.getDirectDependenciesFromSelf().stream()
                        .anyMatch(use -> use.getTargetClass().getPackageName().equals(BASE)))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(importers).isEmpty();
    }

    @Test
    void packagesFormNoRing() {
        SlicesRuleDefinition.slices()
                .matching(BASE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void aLibraryIsTouchedOnlyWhereTheTableSays() {
        Map<String, Set<String>> strangers = new TreeMap<>();
        for (JavaClass each : CLASSES) {
            for (Dependency use : each.getDirectDependenciesFromSelf()) {
                String target = use.getTargetClass().getPackageName();
                ONLY.forEach((library, packages) -> {
                    boolean touches = target.equals(library) || target.startsWith(library + ".");
                    if (touches && !packages.contains(feature(each))) {
                        strangers
                                .computeIfAbsent(library, name -> new TreeSet<>())
                                .add(each.getName());
                    }
                });
            }
        }
        assertThat(strangers).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws Exception {
        Path sources = Path.of("src/main/java/dev/dumplink");
        try (var directories = Files.walk(sources).filter(Files::isDirectory)) {
            assertThat(directories).allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                    .content()
                    .containsPattern("(?s)/\\*\\*.{200,}\\*/"));
        }
    }

    @Test
    void timeEnvironmentAndConsoleComeInAsArguments() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (JavaClass each : CLASSES) {
            if (feature(each).isEmpty()) {
                continue;
            }
            each.getMethodCallsFromSelf().forEach(call -> {
                String target = call.getTargetOwner().getName() + "." + call.getName();
                boolean arguments = call.getTarget().getRawParameterTypes().isEmpty();
                if (Set.of("java.time.Instant.now", "java.time.LocalDate.now", "java.time.InstantSource.system")
                                        .contains(target)
                                && arguments
                        || Set.of(
                                        "java.lang.System.getenv",
                                        "java.lang.System.currentTimeMillis",
                                        "java.lang.Math.random")
                                .contains(target)) {
                    forbidden.computeIfAbsent(target, name -> new TreeSet<>()).add(each.getName());
                }
            });
            each.getFieldAccessesFromSelf().stream()
                    .filter(access -> access.getTargetOwner().getName().equals("java.lang.System"))
                    .forEach(access -> forbidden
                            .computeIfAbsent("System." + access.getName(), name -> new TreeSet<>())
                            .add(each.getName()));
        }
        assertThat(forbidden).isEmpty();
    }

    /** Classes, without the descriptions of packages. */
    private static List<JavaClass> code() {
        return CLASSES.stream()
                .filter(each -> !each.getSimpleName().equals("package-info"))
                .toList();
    }

    private static String feature(JavaClass each) {
        String name = each.getPackageName();
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1).split("\\.")[0];
    }
}
