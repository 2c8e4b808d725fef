package dev.otlp2parquet.server.config;

import dev.otlp2parquet.ingest.config.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads a configuration file in TOML. */
final class TomlLayer {

    private static final int MAX_BYTES = 1 << 20;

    /** What a message of the parser quotes from the file. It may be a secret. */
    private static final Pattern QUOTED = Pattern.compile("Unexpected .*?(?=, expected|$)", Pattern.DOTALL);

    private final String file;
    private final Findings findings;
    private final Layer layer;
    private final TomlParseResult document;

    private TomlLayer(String file, TomlParseResult document, Findings findings) {
        this.file = file;
        this.document = document;
        this.findings = findings;
        this.layer = new Layer(findings);
    }

    /**
     * Reads a file.
     *
     * @param directory that a relative path starts from
     * @param file as people know it
     * @return null if it cannot be read at all
     */
    static Layer read(Path directory, Path file, Findings findings) {
        String text = text(directory.resolve(file), file.toString(), findings);
        if (text == null) {
            return null;
        }
        TomlParseResult document = Toml.parse(text);
        for (TomlParseError error : document.errors()) {
            String message = QUOTED.matcher(error.getMessage()).replaceFirst("unexpected text");
            findings.problem(place(file.toString(), error.position()) + ": this is not TOML: " + message);
        }
        TomlLayer reader = new TomlLayer(file.toString(), document, findings);
        if (document.hasErrors()) {
            return null;
        }
        reader.readTable(document, List.of());
        return reader.layer;
    }

    private static String text(Path path, String name, Findings findings) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
            }
            findings.problem(name + ": the file has more than " + MAX_BYTES + " bytes; is it the configuration file?");
        } catch (NoSuchFileException e) {
            findings.problem(name + ": there is no such file; correct the path after --config");
        } catch (CharacterCodingException e) {
            findings.problem(name + ": the file is not UTF-8, which TOML requires; save it as UTF-8");
        } catch (IOException e) {
            findings.problem(name + ": the file cannot be read (" + e.getMessage() + "); check path and permissions");
        }
        return null;
    }

    private void readTable(TomlTable table, List<String> path) {
        for (String name : table.keySet()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            Object value = table.get(List.of(name));
            if (value instanceof TomlTable innerTable && isTable(inner)) {
                readTable(innerTable, inner);
            } else {
                readValue(String.join(".", inner), value, place(file, document.inputPositionOf(inner)));
            }
        }
    }

    private static boolean isTable(List<String> path) {
        String start = String.join(".", path) + ".";
        return ServerSettings.keys().stream().anyMatch(key -> key.startsWith(start));
    }

    private void readValue(String key, Object value, String place) {
        Setting setting = ServerSettings.withKey(key);
        if (setting == null) {
            findings.problem(place + ": " + unknown(key, value));
            return;
        }
        String text = text(setting, value);
        if (text == null) {
            findings.problem(place + ": " + key + ": expected " + expected(setting) + ", found " + described(value));
        } else {
            layer.put(setting, text, place);
        }
    }

    /** The value as an environment variable would have it; null if it is of a type that no setting has. */
    private static String text(Setting setting, Object value) {
        if (value instanceof TomlArray array) {
            List<Object> elements = array.toList();
            boolean list =
                    setting.kind() == Setting.Kind.LIST && elements.stream().allMatch(String.class::isInstance);
            return list ? elements.stream().map(String.class::cast).collect(Collectors.joining(",")) : null;
        }
        return value instanceof String || value instanceof Long || value instanceof Boolean ? value.toString() : null;
    }

    private static String unknown(String key, Object value) {
        Setting secret = ServerSettings.secretLike(key.substring(key.lastIndexOf('.') + 1));
        if (secret != null) {
            return key + ": secrets are not read from this file; remove it here and " + ServerSettings.cure(secret);
        }
        if (value instanceof TomlTable) {
            List<String> tables = new ArrayList<>();
            for (String known : ServerSettings.keys()) {
                tables.add(known.substring(0, Math.max(0, known.lastIndexOf('.'))));
            }
            return "there is no table [" + key + "]; did you mean [" + NearestName.of(key, tables) + "]?";
        }
        return key + ": there is no such setting; did you mean " + NearestName.of(key, ServerSettings.keys()) + "?";
    }

    private static String expected(Setting setting) {
        return switch (setting.kind()) {
            case NUMBER -> "a whole number";
            case FLAG -> "true or false";
            case LIST -> "an array of strings";
            case TEXT, SECRET -> "a string";
        };
    }

    private static String described(Object value) {
        if (value instanceof TomlTable) {
            return "a table";
        }
        if (value instanceof TomlArray) {
            return "an array";
        }
        return value instanceof Double ? "a number with a fraction" : "a date or time";
    }

    private static String place(String file, TomlPosition position) {
        return position == null ? file : file + ":" + position.line() + ":" + position.column();
    }
}
