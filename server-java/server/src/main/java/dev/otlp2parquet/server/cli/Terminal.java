package dev.otlp2parquet.server.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the process that runs it.
 *
 * @param out for results
 * @param err for messages and progress
 * @param in for SQL that is not an argument
 * @param environment all environment variables
 * @param directory that relative paths start from
 */
public record Terminal(
        PrintWriter out, PrintWriter err, BufferedReader in, Map<String, String> environment, Path directory) {

    public Terminal {
        environment = Map.copyOf(environment);
    }

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.getenv(),
                Path.of(""));
    }

    /** Without the environment, which contains secrets. */
    @Override
    public String toString() {
        return "Terminal[directory=" + directory + "]";
    }
}
