package dev.otlp2parquet.server.config;

import dev.otlp2parquet.ingest.config.Aliases;
import dev.otlp2parquet.ingest.config.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of one kind of source: the file, the environment or the command line. */
final class Layer {

    /** What switches the second address off. */
    static final String OFF = "off";

    private static final String GRPC_LISTEN = "OTLP2PARQUET_GRPC_LISTEN_ADDR";
    private static final String MODE = "OTLP2PARQUET_CATALOG_MODE";
    private static final String ENABLED = "OTLP2PARQUET_ICEBERG_ENABLED";

    private final Findings findings;
    private final Map<String, Assignment> values = new LinkedHashMap<>();

    Layer(Findings findings) {
        this.findings = findings;
    }

    Map<String, Assignment> values() {
        return values;
    }

    /** Gives a value to a setting. A blank value counts as not set. */
    void put(Setting setting, String value, String source) {
        String text = value.strip();
        if (text.isEmpty() && setting.name().equals(GRPC_LISTEN)) {
            text = OFF;
        }
        if (text.isEmpty()) {
            return;
        }
        String name = setting.name();
        if (!setting.secret() && text.chars().anyMatch(Character::isISOControl)) {
            findings.problem(name + " (" + source + "): the value has control characters or line ends; remove them");
            return;
        }
        if (name.equals(MODE) && text.equalsIgnoreCase("iceberg")) {
            findings.warning(MODE + "=iceberg (" + source + ") is the earlier spelling of " + ENABLED
                    + "=true; use that or the name of the catalog, r2, rest, s3tables or glue");
            name = ENABLED;
            text = "true";
        }
        Assignment assignment = new Assignment(name, text, source);
        Assignment other = values.putIfAbsent(name, assignment);
        if (other != null && !other.text().equals(text)) {
            findings.problem(
                    name + " has two values, from " + other.source() + " and from " + source + "; remove one of them");
        }
    }

    /** Gives a value to the setting with the present or earlier name of an environment variable. */
    void put(String name, String value, String source) {
        String present = Aliases.presentName(name);
        Setting setting = ServerSettings.named(present == null ? name : present);
        if (setting == null) {
            findings.problem(unknownVariable(name, source));
            return;
        }
        if (present != null) {
            findings.warning(Aliases.warning(name + " (" + source + ")", present));
        }
        put(setting, value, source);
    }

    private static String unknownVariable(String name, String source) {
        return name + " (" + source + ") is not a setting of otlp2parquet; did you mean "
                + NearestName.of(name, ServerSettings.variables()) + "?";
    }
}
