package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.platform.json.JsonArray;
import dev.otlp2parquet.platform.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code flush}: has a server store and commit everything that it has accepted. */
@Command(
        name = "flush",
        description = "Has a running server store and commit everything that it has accepted, and waits for that.",
        sortOptions = false)
final class FlushCommand implements Callable<Integer> {

    /** How long one request waits. After each, what is left is shown. */
    private static final int STEP_SECS = 10;

    private static final Duration ON_ITS_WAY = Duration.ofSeconds(60);
    private static final int PAUSE_MILLIS = 1000;
    private static final long NANOS = 1_000_000_000L;

    private final Terminal terminal;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the end. Default: ${DEFAULT-VALUE}")
    private int waitSecs;

    @Option(names = "--json", description = "Print the last answer of the server as it is.")
    private boolean json;

    FlushCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ServerClient client = new ServerClient(server.url(), server.authorization(terminal));
        ServerClient.Reply reply = flush(client, waitSecs, terminal);
        boolean done = reply.status() == 200;
        if (json) {
            terminal.out().println(reply.text());
        } else if (done) {
            terminal.out().println("Everything that was accepted is stored and committed.");
        } else {
            terminal.out().println("Not finished after " + waitSecs + " s. The server continues. Left:");
            problems(client, reply).forEach(problem -> terminal.out().println("  " + problem));
            terminal.out().println("Run the command again to wait longer; \"otlp2parquet status\" has details.");
        }
        return done ? 0 : 1;
    }

    /** Asks until everything is done or the time is over, and shows on {@code err} what is left. */
    static ServerClient.Reply flush(ServerClient client, int seconds, Terminal terminal)
            throws Complaint, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long spent = (System.nanoTime() - start) / NANOS;
            int step = (int) Math.max(0, Math.min(STEP_SECS, seconds - spent));
            ServerClient.Reply reply = client.post("/flush", step, ON_ITS_WAY);
            if (reply.status() == 200) {
                return reply;
            }
            List<String> problems = problems(client, reply);
            long now = (System.nanoTime() - start) / NANOS;
            if (now >= seconds) {
                return reply;
            }
            for (String problem : problems) {
                terminal.err().println(now + " s: " + problem);
            }
            // A server that answers at once must not be asked without a pause.
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** What is left. */
    private static List<String> problems(ServerClient client, ServerClient.Reply reply) throws Complaint {
        try {
            if (reply.status() == 503 && reply.json().has("problems")) {
                List<String> problems = new ArrayList<>();
                JsonArray array = reply.json().array("problems");
                for (int i = 0; i < array.size(); i++) {
                    problems.add(array.string(i));
                }
                return problems;
            }
        } catch (JsonException e) {
            // Not an answer of ours.
        }
        throw client.unexpected(reply);
    }
}
