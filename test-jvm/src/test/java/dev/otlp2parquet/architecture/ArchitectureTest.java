package dev.otlp2parquet.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The classes of all modules keep to {@link HouseRules}. */
class ArchitectureTest {

    private static JavaClasses house;

    @BeforeAll
    static void readTheMainClassesOfAllModules() {
        house = new ClassFileImporter()
                .withImportOption(location -> (location.contains("/worker-java/")
                                || location.contains("/server-java/")
                                || location.contains("/lambda-java/"))
                        && !location.contains("/test-classes/"))
                .importPackages("dev.otlp2parquet");
    }

    @Test
    void everyModuleIsRead() {
        Set<String> modules = house.stream().map(HouseRules::module).collect(Collectors.toSet());
        assertEquals(HouseRules.MAY_KNOW.keySet(), modules);
        assertTrue(house.contain("dev.otlp2parquet.worker.Worker"));
        assertTrue(house.contain("dev.otlp2parquet.parquet.internal.file.ChunkWriter"));
    }

    @Test
    void aPackageIsInTheModuleOfItsName() {
        for (JavaClass type : house) {
            String file = type.getSource().orElseThrow().getUri().toString();
            String module = HouseRules.module(type);
            // The function is a module by itself.
            assertTrue(file.contains("/" + module + "/target/") || file.contains("/" + module + "-java/target/"), file);
        }
    }

    @Test
    void modulesKnowOnlyThoseBelow() {
        HouseRules.modulesKnowOnlyThoseBelow().check(house);
    }

    @Test
    void packagesHaveNoCycles() {
        HouseRules.packagesHaveNoCycles().check(house);
    }

    @Test
    void internalPackagesServeTheirModuleOnly() {
        HouseRules.internalPackagesServeTheirModuleOnly().check(house);
    }
}
