package dev.otlp2parquet.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code connect}: prints the configuration with which a program sends here. */
@Command(
        name = "connect",
        description = "Prints ready configuration for a program that sends to this server.",
        sortOptions = false)
final class ConnectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--show-token",
            description = "Put the token itself in. Default: refer to the environment variable.")
    private boolean showToken;

    @Option(names = "--no-token", description = "For a server that accepts requests without credentials.")
    private boolean noToken;

    @Parameters(
            paramLabel = "PROGRAM",
            description = "otel-collector, sdk (any OpenTelemetry SDK), claude-code or codex.")
    private String program;

    ConnectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        String url = server.url().toString();
        String authorization = null;
        if (showToken && !noToken) {
            authorization = server.authorization(terminal);
            if (authorization == null) {
                throw new Complaint("there is no token to show: set OTLP2PARQUET_AUTH_TOKEN, or name a file with"
                        + " --token-file");
            }
        }
        SenderConfig sender = new SenderConfig(url, authorization, !noToken);
        String text = switch (program) {
            case "otel-collector" -> sender.collector();
            case "sdk" -> sender.sdk();
            case "claude-code" -> sender.claudeCode();
            case "codex" -> sender.codex();
            default ->
                throw new Complaint("connect does not know this program; expected otel-collector, sdk,"
                        + " claude-code or codex. For others use sdk: its variables say everything");
        };
        terminal.out().print(text);
        return 0;
    }
}
