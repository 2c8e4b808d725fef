package dev.otlp2parquet.ingest.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md and the variables that are read are the same. */
class ConfigurationReferenceTest {

    private static final Pattern NAME = Pattern.compile("`(OTLP2PARQUET_[A-Z0-9_]+)`");

    @Test
    void everyVariableHasARowInTheReferenceAndNoOtherHas() throws IOException {
        TreeSet<String> described = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("../../docs/configuration.md"))) {
            if (line.startsWith("|")) {
                String firstCell = line.substring(1, line.indexOf('|', 1));
                Matcher names = NAME.matcher(firstCell);
                while (names.find()) {
                    described.add(names.group(1));
                }
            }
        }
        assertEquals(new TreeSet<>(VariableNames.all()), described);
    }
}
