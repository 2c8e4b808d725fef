package dev.otlp2parquet.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each rule finds what it forbids, in a small house that the test builds. */
class HouseRulesTest {

    private static final List<String> MODULES = List.of(
            "platform",
            "aws",
            "parquet",
            "table",
            "otlp",
            "iceberg",
            "lake",
            "batching",
            "ingest",
            "worker",
            "host",
            "server");

    @TempDir
    private Path folder;

    private final List<String> sources = new ArrayList<>();

    /** @param used classes below {@code dev.otlp2parquet}, each of which the class has a field of */
    private void type(String name, String... used) throws IOException {
        int dot = name.lastIndexOf('.');
        StringBuilder source = new StringBuilder("package dev.otlp2parquet." + name.substring(0, dot) + ";\n");
        source.append("public class ").append(name.substring(dot + 1)).append(" {\n");
        for (int i = 0; i < used.length; i++) {
            source.append("  dev.otlp2parquet.")
                    .append(used[i])
                    .append(" field")
                    .append(i)
                    .append(";\n");
        }
        Path file = folder.resolve(name + ".java").resolve(name.substring(dot + 1) + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source.append("}\n"));
        sources.add(file.toString());
    }

    private List<String> violations(ArchRule rule) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString(), "-cp", classes.toString()));
        arguments.addAll(sources);
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(new String[0])),
                "javac's messages are above");
        return rule.evaluate(new ClassFileImporter().importPath(classes))
                .getFailureReport()
                .getDetails();
    }

    @Test
    void aModuleMayKnowThoseBelowAndNoOthers() throws Exception {
        for (String module : MODULES) {
            String[] all = MODULES.stream().map(other -> other + ".Type").toArray(String[]::new);
            type(module + ".Type", all);
        }

        Set<String> found = new TreeSet<>();
        for (String violation : violations(HouseRules.modulesKnowOnlyThoseBelow())) {
            found.add(violation.substring(0, violation.indexOf(':')));
        }

        Set<String> upward = new TreeSet<>();
        for (int module = 0; module < MODULES.size(); module++) {
            for (int above = module + 1; above < MODULES.size(); above++) {
                upward.add(MODULES.get(module) + " must not know " + MODULES.get(above));
            }
        }
        for (String module : List.of("parquet", "table", "otlp", "iceberg", "batching")) {
            upward.add(module + " must not know aws");
        }
        for (String module : List.of("table", "otlp", "iceberg", "batching", "worker")) {
            upward.add("server must not know " + module);
        }
        upward.addAll(Set.of(
                "iceberg must not know table",
                "iceberg must not know otlp",
                "lake must not know otlp",
                "batching must not know otlp",
                "host must not know otlp",
                "host must not know worker"));
        assertEquals(upward, found);
    }

    @Test
    void theViolationNamesTheFieldAndItsFile() throws Exception {
        type("lake.Store");
        type("iceberg.Manifest", "lake.Store");
        assertEquals(
                List.of("iceberg must not know lake: Field <dev.otlp2parquet.iceberg.Manifest.field0> has type"
                        + " <dev.otlp2parquet.lake.Store> in (Manifest.java:0)"),
                violations(HouseRules.modulesKnowOnlyThoseBelow()));
    }

    @Test
    void aModuleWithoutAPlaceIsRefused() throws Exception {
        type("events.Event");
        assertEquals(
                List.of("dev.otlp2parquet.events.Event is in the module events, which HouseRules does not have"),
                violations(HouseRules.modulesKnowOnlyThoseBelow()));
    }

    @Test
    void aCycleOfPackagesIsFoundWithinAModule() throws Exception {
        type("otlp.Decoder", "otlp.table.Rows");
        type("otlp.table.Rows", "otlp.model.Span");
        type("otlp.model.Span", "otlp.Decoder");
        List<String> found = violations(HouseRules.packagesHaveNoCycles());
        assertEquals(1, found.size(), found::toString);
        assertTrue(found.get(0).startsWith("Cycle detected: "), found::toString);
        for (String name : List.of("Decoder.field0", "Rows.field0", "Span.field0")) {
            assertTrue(found.get(0).contains(name), found::toString);
        }
    }

    @Test
    void packagesWithoutACycleMayKnowEachOther() throws Exception {
        type("otlp.Decoder", "otlp.table.Rows", "otlp.model.Span");
        type("otlp.table.Rows", "otlp.model.Span");
        type("otlp.model.Span");
        assertEquals(List.of(), violations(HouseRules.packagesHaveNoCycles()));
    }

    @Test
    void anInternalPackageServesItsModuleOnly() throws Exception {
        type("parquet.internal.file.Pages");
        type("parquet.Writer", "parquet.internal.file.Pages");
        type("table.Batch", "parquet.Writer", "parquet.internal.file.Pages");
        List<String> found = violations(HouseRules.internalPackagesServeTheirModuleOnly());
        assertEquals(1, found.size(), found::toString);
        assertTrue(
                found.get(0)
                        .startsWith("dev.otlp2parquet.parquet.internal.file is internal to parquet: Field"
                                + " <dev.otlp2parquet.table.Batch.field1> has type"),
                found::toString);
    }
}
