package dev.otlp2parquet.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes commands from standard input, one a line, and answers each with a line: {@code load FILE...} keeps protobuf bodies in memory,
 * {@code run SIGNAL TIMES FILE} turns them into a Parquet file in memory as often as said, and stores the last one.
 */
public final class ParquetJavaPeer {

    private ParquetJavaPeer() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<byte[]> bodies = new ArrayList<>();
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "load" -> {
                    bodies.clear();
                    for (int i = 1; i < words.length; i++) {
                        bodies.add(Files.readAllBytes(Path.of(words[i])));
                    }
                    answers.println("loaded");
                }
                case "run" -> {
                    Signal signal = Signal.valueOf(words[1].toUpperCase(Locale.ROOT));
                    byte[] file = new byte[0];
                    for (int times = Integer.parseInt(words[2]); times > 0; times--) {
                        file = signal.write(bodies);
                    }
                    Files.write(Path.of(words[3]), file);
                    answers.println(signal.table() + " " + file.length);
                }
                default -> throw new IllegalArgumentException("no command is called " + words[0]);
            }
        }
    }
}
