package dev.otlp2parquet.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Small requests that were made to cost much: by keys that collide, or by many of something. Used by tests of this module; {@link #main} writes them
 * as files, for tests that send them to a Worker.
 */
public final class HostileRequests {

    /** What fits below the limit on elements of a record. */
    public static final int MANY = 65_000;

    private static final String[][] WORD_PAIRS = wordPairs();

    private HostileRequests() {}

    /**
     * A request.
     *
     * @param name unique, fit for a file's name
     */
    public record HostileRequest(String name, Signal signal, RequestFormat format, Supplier<byte[]> writer) {

        /** Written anew each time. */
        public byte[] body() {
            return writer.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** All of them, with bodies below the default limit of 10 MiB. */
    public static List<HostileRequest> all() {
        List<HostileRequest> all = new ArrayList<>();
        for (RequestFormat format : new RequestFormat[] {RequestFormat.JSON, RequestFormat.PROTOBUF}) {
            String suffix = format == RequestFormat.JSON ? "-json" : "-protobuf";
            all.add(logs(
                    "one-record-of-colliding-keys" + suffix, format, 1, MANY, HostileRequests::polynomialCollision));
            all.add(logs("one-record-of-colliding-words" + suffix, format, 1, 26_000, HostileRequests::wordCollision));
            all.add(logs("two-records-of-plain-keys" + suffix, format, 2, MANY, HostileRequests::plainKey));
            all.add(logs(
                    "records-of-100-colliding-keys" + suffix, format, 650, 100, HostileRequests::polynomialCollision));
            all.add(nested(
                    "nested-map-of-colliding-keys" + suffix, format, MANY, HostileRequests::polynomialCollision));
            all.add(nested("nested-map-of-one-key" + suffix, format, MANY, i -> "key"));
            all.add(resources("services-of-colliding-names" + suffix, format, 10_000));
        }
        all.add(new HostileRequest(
                "distinct-json-names", Signal.LOGS, RequestFormat.JSON, () -> names(MANY, HostileRequests::plainKey)));
        all.add(new HostileRequest(
                "colliding-json-names",
                Signal.LOGS,
                RequestFormat.JSON,
                () -> names(MANY, HostileRequests::nameCollision)));
        return all;
    }

    /** Writes each request as {@code name.json} or {@code name.pb} into the directory that is the only argument. */
    public static void main(String[] arguments) throws IOException {
        for (HostileRequest request : all()) {
            String suffix = request.format() == RequestFormat.JSON ? ".json" : ".pb";
            Files.write(Path.of(arguments[0], request.name() + suffix), request.body());
        }
    }

    public static String plainKey(int index) {
        return "key" + index;
    }

    /** Texts of 32 letters with one value of the polynomial by 31, which is {@link String#hashCode}; 65,536 of them. */
    public static String polynomialCollision(int index) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            text.append(((index >> bit) & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    /** Texts of 128 characters with one value of the quick hash of columns under the seed 0; 65,536 of them. */
    public static String wordCollision(int index) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            text.append(WORD_PAIRS[bit][(index >> bit) & 1]);
        }
        return text.toString();
    }

    private static String[][] wordPairs() {
        String[][] pairs = new String[16][];
        int state = (int) (128 * 0x9E3779B1L);
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = wordPair(state);
            state = absorb(state, pairs[i][0]);
        }
        return pairs;
    }

    /** Two texts of eight characters that lead from one state of the hash to one other. */
    private static String[] wordPair(int state) {
        for (int i = 0; ; i++) {
            String first = fourLetters(i % 1000);
            String other = fourLetters(1000 + i / 1000);
            int difference = Integer.rotateLeft(absorb(state, first), 5) ^ Integer.rotateLeft(absorb(state, other), 5);
            StringBuilder second = new StringBuilder();
            StringBuilder otherSecond = new StringBuilder();
            for (int shift = 0; shift < 32; shift += 8) {
                int changed = (difference >> shift) & 0xFF;
                char c = '0';
                while (c < 'z' && !(isPlain(c) && isPlain((char) (c ^ changed)))) {
                    c++;
                }
                second.append(c);
                otherSecond.append((char) (c ^ changed));
            }
            if (otherSecond.chars().allMatch(c -> isPlain((char) c))) {
                return new String[] {first + second, other + otherSecond};
            }
        }
    }

    private static String fourLetters(int number) {
        return "" + letter(number) + letter(number / 26) + letter(number / 3) + letter(number / 7);
    }

    private static char letter(int number) {
        return (char) ('a' + number % 26);
    }

    private static boolean isPlain(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static int absorb(int before, String text) {
        int state = before;
        for (int i = 0; i < text.length(); i += 4) {
            int word = text.charAt(i)
                    | (text.charAt(i + 1) << 8)
                    | (text.charAt(i + 2) << 16)
                    | (text.charAt(i + 3) << 24);
            state = (Integer.rotateLeft(state, 5) ^ word) * 0x85EBCA6B;
        }
        return state;
    }

    /** Names with the length, the first and the last letter of {@code attributes}. */
    public static String nameCollision(int index) {
        StringBuilder name = new StringBuilder("a");
        for (int i = 0; i < 8; i++) {
            name.append((char) ('a' + ((index >> (2 * i)) & 3)));
        }
        return name.append('s').toString();
    }

    /** Log records with as many attributes each, whose values are the keys as well. */
    public static HostileRequest logs(
            String name, RequestFormat format, int records, int attributes, IntFunction<String> key) {
        return request(name, format, () -> {
            Message scopeLogs = new Message(format);
            for (int r = 0; r < records; r++) {
                Message record = new Message(format);
                for (int i = 0; i < attributes; i++) {
                    record.add(6, "attributes", keyValue(format, key.apply(i), key.apply(i)));
                }
                scopeLogs.add(2, "logRecords", record);
            }
            return requestOf(format, scopeLogs);
        });
    }

    /** A log record whose body is a map of as many keys. */
    public static HostileRequest nested(String name, RequestFormat format, int keys, IntFunction<String> key) {
        return request(name, format, () -> {
            Message map = new Message(format);
            for (int i = 0; i < keys; i++) {
                map.add(1, "values", keyValue(format, key.apply(i), "v"));
            }
            Message body = new Message(format).set(6, "kvlistValue", map);
            return requestOf(
                    format, new Message(format).add(2, "logRecords", new Message(format).set(5, "body", body)));
        });
    }

    /** As many resources of one empty log record, with service names whose {@link String#hashCode} is one. */
    public static HostileRequest resources(String name, RequestFormat format, int resources) {
        return request(name, format, () -> {
            Message request = new Message(format);
            for (int i = 0; i < resources; i++) {
                Message service = keyValue(format, "service.name", polynomialCollision(i));
                Message records = new Message(format).add(2, "logRecords", new Message(format));
                request.add(
                        1,
                        "resourceLogs",
                        new Message(format)
                                .set(1, "resource", new Message(format).add(1, "attributes", service))
                                .add(2, "scopeLogs", records));
            }
            return request;
        });
    }

    private static HostileRequest request(String name, RequestFormat format, Supplier<Message> message) {
        return new HostileRequest(name, Signal.LOGS, format, () -> message.get().toByteArray());
    }

    private static Message requestOf(RequestFormat format, Message scopeLogs) {
        return new Message(format).add(1, "resourceLogs", new Message(format).add(2, "scopeLogs", scopeLogs));
    }

    /** A log record of as many unknown members. */
    private static byte[] names(int count, IntFunction<String> name) {
        StringBuilder json = new StringBuilder("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "\"" : ",\"").append(name.apply(i)).append("\":1");
        }
        return json.append("}]}]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Message keyValue(RequestFormat format, String key, String value) {
        return new Message(format)
                .text(1, "key", key)
                .set(2, "value", new Message(format).text(1, "stringValue", value));
    }

    /** A message of either format while it is written; elements of one list follow each other. */
    private static final class Message {
        private final boolean json;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private String openList = "";

        Message(RequestFormat format) {
            json = format == RequestFormat.JSON;
        }

        Message text(int number, String name, String text) {
            return put(number, name, text.getBytes(StandardCharsets.US_ASCII), "\"", "\"");
        }

        Message set(int number, String name, Message message) {
            return put(number, name, message.content(), "{", "}");
        }

        Message add(int number, String name, Message element) {
            if (!json) {
                return set(number, name, element);
            }
            if (openList.equals(name)) {
                write(",");
            } else {
                begin(name);
                write("[");
                openList = name;
            }
            write("{");
            out.writeBytes(element.content());
            write("}");
            return this;
        }

        private Message put(int number, String name, byte[] content, String before, String after) {
            if (json) {
                begin(name);
                write(before);
                out.writeBytes(content);
                write(after);
            } else {
                out.writeBytes(ProtobufBytes.field(number, content));
            }
            return this;
        }

        private void begin(String name) {
            write(closing());
            openList = "";
            write(out.size() == 0 ? "\"" : ",\"");
            write(name);
            write("\":");
        }

        private String closing() {
            return openList.isEmpty() ? "" : "]";
        }

        private void write(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }

        byte[] content() {
            write(closing());
            openList = "";
            return out.toByteArray();
        }

        byte[] toByteArray() {
            byte[] content = content();
            return json
                    ? ("{" + new String(content, StandardCharsets.US_ASCII) + "}").getBytes(StandardCharsets.US_ASCII)
                    : content;
        }
    }
}
