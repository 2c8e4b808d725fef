package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ServerConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as a test gives them. */
final class Run {

    final Map<String, String> environment = new LinkedHashMap<>();

    /** The configurations that a server was started with. */
    final List<ServerConfig> served = new ArrayList<>();

    /** What the next server fails with, or null. */
    String failure;

    String input = "";

    private final Path directory;

    Run(Path directory) {
        this.directory = directory;
    }

    /** The end of a command. */
    record Ended(int code, String out, String err) {

        /** Everything that was printed. */
        String all() {
            return out + err;
        }
    }

    Run env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Ended run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(input)),
                environment,
                directory);
        int code = Main.run(args, terminal, this::serve);
        return new Ended(code, out.toString(), err.toString());
    }

    private void serve(ServerConfig config) throws IOException {
        served.add(config);
        if (failure != null) {
            throw new IOException(failure);
        }
    }
}
