package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.Program;
import dev.otlp2parquet.server.serve.ServerProcess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code otlp2parquet}. Exit codes: 0 for success, 1 for failure, 2 for wrong usage. */
@Command(
        name = Program.NAME,
        synopsisSubcommandLabel = "COMMAND",
        description = "Receives OpenTelemetry and stores it as Parquet files or in Iceberg tables.",
        footer = {"", "Help for a command: " + Program.NAME + " COMMAND --help"})
public final class Main implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command of the process and ends it. */
    public static void main(String[] args) {
        System.exit(run(args, Terminal.ofProcess(), ServerProcess::serve));
    }

    /**
     * Runs a command.
     *
     * @param serving runs the server of {@code serve}
     * @return the exit code
     */
    public static int run(String[] args, Terminal terminal, Serving serving) {
        CommandLine line = new CommandLine(new Main());
        CommandLine config = new CommandLine(new ConfigCommand());
        config.addSubcommand(ConfigOptions.withAllFlags(new ConfigCheckCommand(terminal)));
        line.addSubcommand(ConfigOptions.withAllFlags(new ServeCommand(terminal, serving)));
        line.addSubcommand(config);
        line.addSubcommand(new StatusCommand(terminal));
        line.addSubcommand(new FlushCommand(terminal));
        line.addSubcommand(ConfigOptions.withStorageFlags(new QueryCommand(terminal)));
        line.addSubcommand(new ConnectCommand(terminal));
        line.addSubcommand(new VersionCommand(terminal));
        addHelp(line);
        line.getCommandSpec().version(VersionCommand.text()).addOption(versionOption());
        // An argument that starts with @ is not the name of a file with arguments.
        line.setExpandAtFiles(false);
        line.setOut(terminal.out());
        line.setErr(terminal.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler(new UsageErrors(terminal));
        line.setExecutionExceptionHandler((failure, command, result) -> failed(failure, terminal));
        int code = line.execute(args);
        terminal.out().flush();
        terminal.err().flush();
        return code;
    }

    private static OptionSpec versionOption() {
        return OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version.")
                .build();
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this help.")
                        .build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    /** Without a command. */
    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int failed(Exception failure, Terminal terminal) throws Exception {
        if (failure instanceof Complaint || failure instanceof IOException) {
            terminal.err().println(failure.getMessage());
            return 1;
        }
        if (failure instanceof InterruptedException) {
            terminal.err().println("interrupted");
            return 1;
        }
        throw failure;
    }
}
