package dev.otlp2parquet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Which code may know which. The module of a class is the first part of its package below {@code dev.otlp2parquet}.
 *
 * <p>The rules read class files. Javac copies a constant of a primitive type or a string into the class that uses it, so a class
 * that takes nothing but such constants from another does not depend on it here.
 */
final class HouseRules {

    private static final String ROOT = "dev.otlp2parquet.";

    /** The modules that each module may know. */
    static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("platform", Set.of()),
            entry("aws", Set.of("platform")),
            entry("parquet", Set.of("platform")),
            entry("table", Set.of("platform", "parquet")),
            entry("otlp", Set.of("platform", "parquet", "table")),
            entry("iceberg", Set.of("platform", "parquet")),
            entry("lake", Set.of("platform", "aws", "parquet", "table", "iceberg")),
            entry("batching", Set.of("platform", "parquet", "table", "iceberg", "lake")),
            entry("ingest", Set.of("platform", "aws", "parquet", "table", "otlp", "iceberg", "lake", "batching")),
            entry(
                    "worker",
                    Set.of("platform", "aws", "parquet", "table", "otlp", "iceberg", "lake", "batching", "ingest")),
            entry("host", Set.of("platform", "aws", "parquet", "table", "iceberg", "lake", "batching", "ingest")),
            entry("server", Set.of("platform", "aws", "parquet", "lake", "ingest", "host")),
            entry("lambda", Set.of("platform", "aws", "table", "lake", "batching", "ingest", "host")));

    private HouseRules() {}

    static ArchRule modulesKnowOnlyThoseBelow() {
        return classes()
                .should(dependOnlyAsTheirModuleMay())
                .because("HouseRules.MAY_KNOW is the order of the modules");
    }

    static ArchRule packagesHaveNoCycles() {
        return slices().matching(ROOT + "(**)").should().beFreeOfCycles();
    }

    static ArchRule internalPackagesServeTheirModuleOnly() {
        return classes().should(useNoInternalPackageOfAnotherModule());
    }

    /** Empty for a class that is not ours. */
    static String module(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith(ROOT) ? name.substring(ROOT.length(), name.indexOf('.', ROOT.length())) : "";
    }

    private static ArchCondition<JavaClass> dependOnlyAsTheirModuleMay() {
        return new ArchCondition<>("depend only on modules below their own") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String module = module(type);
                Set<String> known = MAY_KNOW.get(module);
                if (known == null) {
                    String message =
                            type.getName() + " is in the module " + module + ", which HouseRules does not have";
                    events.add(SimpleConditionEvent.violated(type, message));
                    return;
                }
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String target = module(dependency.getTargetClass());
                    if (!target.isEmpty() && !target.equals(module) && !known.contains(target)) {
                        events.add(violation(dependency, module + " must not know " + target));
                    }
                }
            }
        };
    }

    private static ArchCondition<JavaClass> useNoInternalPackageOfAnotherModule() {
        return new ArchCondition<>("use no internal package of another module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String module = module(type);
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    String owner = module(target);
                    if (!owner.isEmpty() && !owner.equals(module) && isInternal(target)) {
                        events.add(violation(dependency, target.getPackageName() + " is internal to " + owner));
                    }
                }
            }
        };
    }

    private static boolean isInternal(JavaClass type) {
        return Arrays.asList(type.getPackageName().split("\\.", -1)).contains("internal");
    }

    private static ConditionEvent violation(Dependency dependency, String rule) {
        return SimpleConditionEvent.violated(dependency, rule + ": " + dependency.getDescription());
    }
}
