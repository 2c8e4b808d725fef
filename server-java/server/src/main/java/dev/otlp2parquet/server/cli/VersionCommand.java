package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.Program;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code version}: prints versions for a bug report. */
@Command(name = "version", description = "Prints the version.")
final class VersionCommand implements Callable<Integer> {

    private final Terminal terminal;

    VersionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().println(text());
        return 0;
    }

    static String text() {
        return Program.NAME + " " + Program.VERSION + " (Java " + System.getProperty("java.version") + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")";
    }
}
