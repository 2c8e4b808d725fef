package dev.otlp2parquet.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A configuration as a test gives it. Names are without the prefix. A token is set unless the test says otherwise. */
final class Given {

    final Path directory;
    private Path file;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> flags = new LinkedHashMap<>();
    private final List<String> sets = new ArrayList<>();
    private ConfigInputs.Purpose purpose = ConfigInputs.Purpose.SERVE;

    Given(Path directory) {
        this.directory = directory;
        env("AUTH_TOKEN", "some-token");
    }

    Given env(String name, String value) {
        return variable(Setting.PREFIX + name, value);
    }

    Given variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Given noToken() {
        environment.remove(Setting.PREFIX + "AUTH_TOKEN");
        return this;
    }

    Given toml(String text) throws IOException {
        return toml("config.toml", text);
    }

    Given toml(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
        return this;
    }

    Given file(String name) {
        file = Path.of(name);
        return this;
    }

    Given flag(String name, String value) {
        flags.put(name, value);
        return this;
    }

    Given set(String set) {
        sets.add(set);
        return this;
    }

    Given purpose(ConfigInputs.Purpose value) {
        purpose = value;
        return this;
    }

    Configuration read() {
        return Configuration.read(new ConfigInputs(directory, file, environment, flags, sets, purpose));
    }

    ServerConfig config() {
        Configuration configuration = read();
        assertEquals(List.of(), configuration.problems());
        return configuration.config();
    }

    List<String> problems() {
        return read().problems();
    }

    /** The only problem. */
    String problem() {
        List<String> problems = problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.get(0);
    }

    /** {@code VALUE from SOURCE} of a setting, or null if it has no value. */
    String shown(String name) {
        for (ConfigValue value : read().values()) {
            if (value.setting().name().equals(Setting.PREFIX + name)) {
                return value.shown() + " from " + value.source();
            }
        }
        return null;
    }
}
