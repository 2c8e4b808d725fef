package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ConfigInputs;
import dev.otlp2parquet.server.config.Configuration;
import dev.otlp2parquet.server.config.ServerSettings;
import dev.otlp2parquet.server.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options by which a configuration is given. */
final class ConfigOptions {

    private static final Set<String> STORAGE_FLAGS = Set.of("--data-dir", "--storage", "--storage-path");

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration in TOML. Default: config.toml or .otlp2parquet.toml in this directory.")
    private Path file;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any setting that is not secret, by its environment variable or its TOML key.")
    private List<String> sets = new ArrayList<>();

    /** Adds the flags of all settings to a command. */
    static CommandLine withAllFlags(Object command) {
        return withFlags(command, setting -> true);
    }

    /** Adds the flags that say where data are. */
    static CommandLine withStorageFlags(Object command) {
        return withFlags(command, STORAGE_FLAGS::contains);
    }

    private static CommandLine withFlags(Object command, Predicate<String> flags) {
        CommandLine line = new CommandLine(command);
        for (Setting setting : ServerSettings.all()) {
            if (setting.flag() != null && flags.test(setting.flag())) {
                line.getCommandSpec().addOption(option(setting));
            }
        }
        return line;
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag())
                .type(String.class)
                .paramLabel("VALUE")
                .description(setting.help().replace("`", "").replace("%", "%%"));
        if (setting.kind() == Setting.Kind.FLAG) {
            option.arity("0..1").fallbackValue("true");
        }
        return option.build();
    }

    /**
     * Reads the configuration.
     *
     * @param spec of the command with these options
     */
    Configuration read(CommandSpec spec, Terminal terminal, ConfigInputs.Purpose purpose) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Setting setting : ServerSettings.all()) {
            String value = setting.flag() == null
                    ? null
                    : spec.commandLine().getParseResult().matchedOptionValue(setting.flag(), null);
            if (value != null) {
                flags.put(setting.flag(), value);
            }
        }
        return Configuration.read(
                new ConfigInputs(terminal.directory(), file, terminal.environment(), flags, sets, purpose));
    }

    /** Reports what should be changed, then complains about what is wrong. */
    static void require(Configuration configuration, Terminal terminal) throws Complaint {
        configuration.warnings().forEach(warning -> terminal.err().println("warning: " + warning));
        if (!configuration.problems().isEmpty()) {
            throw new Complaint("The configuration cannot be used:\n  "
                    + String.join("\n  ", configuration.problems())
                    + "\ndocs/server-configuration.md lists all settings.");
        }
    }
}
