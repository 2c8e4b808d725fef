package dev.otlp2parquet.bench.sender;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends logs to one server, and prints what it counted as one JSON object.
 *
 * <p>Arguments: {@code http} or {@code grpc}, the server's {@code host:port}, the number of senders, seconds to warm up, seconds to
 * measure, a directory of bodies in protobuf, and a file for the numbers of the acknowledged requests. It ends early when its input
 * ends.
 */
public final class Main {

    private static final long NANOS = 1_000_000_000;

    private Main() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 7) {
            throw new IllegalArgumentException("expected 7 arguments, found " + arguments.length);
        }
        String address = arguments[1];
        int senders = Integer.parseInt(arguments[2]);
        List<Template> templates = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[5]))) {
            for (Path file : files.sorted().toList()) {
                templates.add(Template.of(Files.readAllBytes(file)));
            }
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Supplier<Exporter> exporters = switch (arguments[0]) {
            case "http" -> () -> new HttpExporter(client, address, "application/x-protobuf");
            case "grpc" -> () -> new GrpcExporter(address);
            default -> throw new IllegalArgumentException("expected http or grpc, found " + arguments[0]);
        };
        // Numbers of different runs do not meet: a run sends fewer than a million requests in a second.
        long firstNumber = System.currentTimeMillis() / 1000 * 1_000_000;
        long warmUp = Long.parseLong(arguments[3]) * NANOS;
        long measured = Math.round(Double.parseDouble(arguments[4]) * NANOS);
        Load load = new Load(templates, firstNumber, senders, exporters, warmUp, measured);
        stopWhenInputEnds(load);
        load.run();
        Files.write(
                Path.of(arguments[6]),
                load.acknowledged().stream().map(String::valueOf).toList());
        System.out.println(json(load.counts(), load.failure()));
        // Threads of the client and of the input may still wait.
        System.exit(0);
    }

    private static void stopWhenInputEnds(Load load) {
        Thread thread = new Thread(
                () -> {
                    try {
                        System.in.transferTo(java.io.OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // An input that breaks has ended as well.
                    }
                    load.stop();
                },
                "input");
        thread.setDaemon(true);
        thread.start();
    }

    private static String json(Map<String, Double> counts, String failure) {
        String members = counts.entrySet().stream()
                .map(entry -> String.format(Locale.ROOT, "\"%s\":%s", entry.getKey(), number(entry.getValue())))
                .collect(Collectors.joining(","));
        return "{" + members + ",\"failure\":\"" + failure.replaceAll("[^ -~]|[\"\\\\]", "?") + "\"}";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "null" : String.format(Locale.ROOT, "%.3f", value);
    }
}
