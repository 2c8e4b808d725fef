package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ConfigInputs;
import dev.otlp2parquet.server.config.ConfigValue;
import dev.otlp2parquet.server.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code config check}: prints the values in force and where each comes from, or everything that is wrong. */
@Command(
        name = "check",
        description = "Prints the configuration in force with the source of each value, or what is wrong with it.",
        sortOptions = false)
final class ConfigCheckCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    ConfigCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.read(spec, terminal, ConfigInputs.Purpose.SERVE);
        List<List<String>> rows = new ArrayList<>();
        for (ConfigValue value : configuration.values()) {
            rows.add(List.of(value.setting().name(), value.shown(), value.source()));
        }
        terminal.out().print(TextTable.of(List.of("setting", "value", "source"), rows));
        terminal.out().flush();
        ConfigOptions.require(configuration, terminal);
        terminal.out().println("The configuration is valid.");
        return 0;
    }
}
