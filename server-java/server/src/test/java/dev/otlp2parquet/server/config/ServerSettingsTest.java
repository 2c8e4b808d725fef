package dev.otlp2parquet.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.ingest.config.Aliases;
import dev.otlp2parquet.ingest.config.Config;
import dev.otlp2parquet.ingest.config.ConfigException;
import dev.otlp2parquet.ingest.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of settings is complete and says what the core does, and the document says what the list does. */
class ServerSettingsTest {

    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern NAME = Pattern.compile("`(OTLP2PARQUET_[A-Z0-9_]+)`");
    private static final Set<String> SERVER_DEFAULTS = Set.of(
            "OTLP2PARQUET_BATCH_MAX_ROWS",
            "OTLP2PARQUET_BATCH_MAX_BYTES",
            "OTLP2PARQUET_BATCH_MAX_AGE_SECS",
            "OTLP2PARQUET_MAX_PAYLOAD_BYTES",
            "OTLP2PARQUET_SUBREQUEST_BUDGET");

    @Test
    void theCoreSettingsAreTheVariablesOfTheCore() throws IOException {
        TreeSet<String> ofCore = new TreeSet<>();
        for (String line : Files.readAllLines(DOCS.resolve("configuration.md"))) {
            if (line.startsWith("|")) {
                Matcher names = NAME.matcher(line.substring(1, line.indexOf('|', 1)));
                while (names.find()) {
                    ofCore.add(names.group(1));
                }
            }
        }
        TreeSet<String> listed = new TreeSet<>();
        for (Setting setting : ServerSettings.all()) {
            if (setting.core()) {
                listed.add(setting.name());
            }
        }
        assertEquals(ofCore, listed);
    }

    @Test
    void theDefaultsAreThoseOfTheCoreButFive() throws ConfigException {
        Map<String, String> least = Map.of("OTLP2PARQUET_AUTH_TOKEN", "token");
        Config core = Config.from(new Settings(least));
        for (Setting setting : ServerSettings.all()) {
            if (setting.core() && !setting.fallback().isEmpty()) {
                Map<String, String> variables = new HashMap<>(least);
                variables.put(setting.name(), setting.fallback());
                Config explicit = Config.from(new Settings(variables));
                if (SERVER_DEFAULTS.contains(setting.name())) {
                    assertNotEquals(values(core), values(explicit), setting.name());
                } else {
                    assertEquals(values(core), values(explicit), setting.name());
                }
            }
        }
    }

    /** All values; the origins are empty in either. */
    private static String values(Config config) {
        return config.toString().replaceAll("CorsPolicy@\\w+", "CorsPolicy");
    }

    @Test
    void namesKeysAndFlagsAreUnique() {
        Set<String> seen = new HashSet<>();
        for (Setting setting : ServerSettings.all()) {
            assertTrue(seen.add(setting.name()), setting.name());
            for (String key : setting.keys()) {
                assertTrue(seen.add(key), key);
            }
            assertTrue(setting.flag() == null || seen.add(setting.flag()), setting.flag());
            assertEquals(setting.secret(), setting.keys().isEmpty(), setting.name());
        }
    }

    @Test
    void theDocumentHasAllEarlierNames() throws IOException {
        String document = Files.readString(DOCS.resolve("server-configuration.md"));
        for (String earlier : Aliases.earlierNames()) {
            String row = "| `" + earlier + "` | `" + Aliases.presentName(earlier) + "` |";
            assertTrue(document.contains(row), earlier + " is not in the document");
        }
    }

    @Test
    void theDocumentHasTheListAsItIs() throws IOException {
        Path file = DOCS.resolve("server-configuration.md");
        String document = Files.readString(file);
        String expected = SettingsDocument.of(ServerSettings.all());
        int start = document.indexOf(SettingsDocument.START);
        int end = document.indexOf(SettingsDocument.END);
        assertTrue(start >= 0 && end > start, "the document has no place for the list");
        String found = document.substring(start, end + SettingsDocument.END.length());
        if (System.getenv("WRITE_DOCS") != null && !expected.equals(found)) {
            Files.writeString(file, document.replace(found, expected));
            return;
        }
        assertEquals(
                expected, found, "WRITE_DOCS=1 mvn -pl server-java/server -am test writes the list into the document");
    }
}
