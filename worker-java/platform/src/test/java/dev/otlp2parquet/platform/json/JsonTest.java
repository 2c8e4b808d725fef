package dev.otlp2parquet.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading and printing, with Jackson as the oracle. */
class JsonTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @Test
    void integersKeepAll64Bits() {
        JsonObject json = (JsonObject) JsonValue.parse("{\"a\":9223372036854775807,\"b\":-9223372036854775808}");
        assertEquals(Long.MAX_VALUE, json.int64("a"));
        assertEquals(Long.MIN_VALUE, json.int64("b"));
        assertEquals("{\"a\":9223372036854775807,\"b\":-9223372036854775808}", json.toJson());
    }

    @Test
    void whatIsPrintedIsWhatJacksonReads() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            JsonValue value = generate(random, 0);
            String printed = value.toJson();
            assertEquals(
                    JACKSON.readTree(printed),
                    JACKSON.readTree(JsonValue.parse(printed).toJson()),
                    "seed " + seed);
            String pretty = JACKSON.writerWithDefaultPrettyPrinter().writeValueAsString(JACKSON.readTree(printed));
            assertEquals(printed, JsonValue.parse(pretty).toJson(), "seed " + seed);
            JsonParser skipping = new JsonParser(value.toUtf8());
            skipping.skipValue();
            skipping.endDocument();
        }
    }

    private static JsonValue generate(Random random, int depth) {
        int kind = random.nextInt(depth < 5 ? 7 : 5);
        return switch (kind) {
            case 0 -> JsonValue.JsonNull.NULL;
            case 1 -> JsonValue.of(random.nextBoolean());
            case 2 -> JsonValue.of(random.nextLong() >> random.nextInt(64));
            case 3, 4 -> JsonValue.of(text(random));
            case 5 -> {
                JsonArray array = new JsonArray();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(generate(random, depth + 1));
                }
                yield array;
            }
            default -> {
                JsonObject object = new JsonObject();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.put("k\\\"" + random.nextInt(100), generate(random, depth + 1));
                }
                yield object;
            }
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int codePoint = random.nextInt(1 << (3 + random.nextInt(14)));
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '"' : codePoint);
        }
        return text.toString();
    }

    @Test
    void escapesAndSurrogatesAreRead() {
        assertEquals(
                JsonValue.of("\"\\/\b\f\n\r\té\uD83D\uDE80"),
                JsonValue.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\uDE80\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1,]",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{a:1}",
                "01",
                "-",
                "1.",
                "1e",
                "tru",
                "nul",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "[1 2]",
                "1 2",
                "\"\u0001\"",
                "{\"a\":1]",
                "]",
                "NaN",
                "'a'",
                "[1}",
                "{\"a\":}"
            })
    void whatIsNoJsonIsRefusedAtAByte(String text) {
        JsonException refusal = assertThrows(JsonException.class, () -> JsonValue.parse(text));
        assertEquals("byte ", refusal.getMessage().substring(0, 5));
    }

    @Test
    void deepNestingIsRefused() {
        assertThrows(JsonException.class, () -> JsonValue.parse("[".repeat(100_000)));
    }

    /** For hosts whose documents are as long as their strings, and limited. */
    @Test
    void aParserOfLongStringsTakesThem() {
        String text = "x".repeat(1 << 20) + "\\n";

        JsonObject object =
                JsonParser.ofLongStrings(bytes("{\"a\":\"" + text + "\"}")).readObject();

        assertEquals((1 << 20) + 1, object.string("a").length());
    }

    @Test
    void aTextOfMoreThanAMebibyteIsRefusedBeforeItIsRead() {
        String most = "x".repeat(1 << 20);
        assertEquals(
                most, JsonValue.parseObject(bytes("{\"a\":\"" + most + "\"}")).string("a"));
        for (String longer : new String[] {most + "x", most + "\\n", "\\n" + most, "\\n".repeat(1 << 20)}) {
            JsonException refusal =
                    assertThrows(JsonException.class, () -> JsonValue.parseObject(bytes("{\"a\":\"" + longer + "\"}")));
            assertEquals("byte 5: a string of more than 1048576 bytes", refusal.getMessage());
            // What nobody looks at may be as long as it likes: nothing is made of it.
            new JsonParser(bytes("\"" + longer + "\"")).skipValue();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aMemberOfAnotherTypeIsNamed() {
        JsonObject json = (JsonObject) JsonValue.parse("{\"id\":\"x\",\"big\":4294967296,\"none\":null}");
        assertEquals(
                "member \"id\": expected an integer of 64 bits, found \"x\", in {\"id\":\"x\",\"big\":4294967296,\"none\":null}",
                assertThrows(JsonException.class, () -> json.int64("id")).getMessage());
        assertThrows(JsonException.class, () -> json.int32("big"));
        assertThrows(JsonException.class, () -> json.string("none"));
        assertNull(json.get("none"));
        assertEquals("d", json.stringOr("none", "d"));
    }

    @Test
    void aDocumentKeepsItsCharactersAndALineEscapesThoseThatSomeReadersBreakLinesAt() {
        String text = "a\u2028b\u007fc\td\re\u0001";
        assertEquals("\"a\u2028b\u007fc\\td\\re\\u0001\"", JsonValue.of(text).toJson());
        assertEquals(
                "\"a\\u2028b\\u007fc\\u0009d\\u000de\\u0001\"",
                new JsonWriter().value(text).toString());
    }
}
