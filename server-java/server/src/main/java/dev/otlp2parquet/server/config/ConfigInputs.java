package dev.otlp2parquet.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a configuration comes from.
 *
 * @param directory that relative paths start from
 * @param file the configuration file, or null for the first of {@code config.toml} and {@code .otlp2parquet.toml} that exists
 * @param environment all environment variables
 * @param flags of the command line by name, such as {@code --listen}
 * @param sets the arguments of {@code --set}: {@code NAME=VALUE}
 * @param purpose what the configuration is for
 */
public record ConfigInputs(
        Path directory,
        Path file,
        Map<String, String> environment,
        Map<String, String> flags,
        List<String> sets,
        Purpose purpose) {

    /** What a configuration is for. */
    public enum Purpose {
        /** Running a server. */
        SERVE,
        /** Running one on this machine, with a {@link DevelopmentToken} if no credentials are configured. */
        DEVELOPMENT,
        /** Reading what was stored. Credentials for senders do not matter. */
        READ
    }

    public ConfigInputs {
        environment = Map.copyOf(environment);
        flags = Map.copyOf(flags);
        sets = List.copyOf(sets);
    }

    /** Without the environment, which contains secrets. */
    @Override
    public String toString() {
        return "ConfigInputs[directory=" + directory + ", file=" + file + ", purpose=" + purpose + "]";
    }
}
