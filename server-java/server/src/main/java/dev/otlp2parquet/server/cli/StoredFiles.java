package dev.otlp2parquet.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Parquet files below a directory, by table. */
final class StoredFiles {

    /** The key of a plain file, behind any prefix. */
    private static final Pattern KEY = Pattern.compile("(?:.*/)?(logs|traces|metrics/\\w+)/(?:[^/]+/)?"
            + "year=\\d+/month=\\d+/day=\\d+/hour=\\d+/[^/]+\\.parquet");

    private StoredFiles() {}

    /** The files of each table that has any. */
    static Map<String, List<Path>> below(Path root) throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return files;
        }
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                Matcher key = KEY.matcher(root.relativize(file).toString().replace('\\', '/'));
                if (key.matches()) {
                    files.computeIfAbsent(key.group(1).replace('/', '_'), table -> new ArrayList<>())
                            .add(file);
                }
            }
        }
        return files;
    }
}
