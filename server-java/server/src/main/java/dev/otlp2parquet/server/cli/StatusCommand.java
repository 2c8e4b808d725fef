package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.json.JsonException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: what each buffer and committer is doing. */
@Command(
        name = "status",
        description = "Prints what the buffers and committers of a running server are doing.",
        sortOptions = false)
final class StatusCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Option(names = "--json", description = "Print the answer of the server as it is.")
    private boolean json;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ServerClient client = new ServerClient(server.url(), server.authorization(terminal));
        ServerClient.Reply reply = client.get("/status", LIMIT);
        if (reply.status() != 200) {
            throw client.unexpected(reply);
        }
        if (json) {
            terminal.out().println(reply.text());
            return 0;
        }
        try {
            terminal.out().print(StatusText.of(reply.json()));
        } catch (JsonException e) {
            throw new Complaint("the server's answer has another form than this version knows (" + e.getMessage()
                    + "); use --json, or the command line of the server's version");
        }
        return 0;
    }
}
