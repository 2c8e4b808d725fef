package dev.otlp2parquet.otlp.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.otlp2parquet.otlp.GeneratedCases;
import dev.otlp2parquet.otlp.Samples;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.AttributeLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shaded.parquet.com.fasterxml.jackson.core.JsonFactory;
import shaded.parquet.com.fasterxml.jackson.core.JsonParser;
import shaded.parquet.com.fasterxml.jackson.core.StreamReadConstraints;

/** The grammar of RFC 8259, as {@link JsonReader#skipValue} checks it. */
class JsonGrammarTest {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "1",
                "-1.5e+10",
                "1E5",
                "true",
                "false",
                "null",
                "\"\"",
                "\"a\"",
                "[]",
                "{}",
                "[1]",
                "[1,2]",
                " [ 1 , 2 ] ",
                "{\"a\":1}",
                "\t{\n\"a\" :\r1 , \"b\":[{}] }",
                "[[[]]]",
                "[{},[],\"\",0]",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\"",
                "{\"\":{\"\":{}}}",
                "{\"a\":1,\"a\":2}",
                "\"\u007f\""
            })
    void passesJson(String text) throws IOException {
        assertNull(skip(text));
        assertEquals(true, jacksonAccepts(text.getBytes(StandardCharsets.UTF_8)), "the oracle");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|expected a value, found the end at byte 0",
                "` `|expected a value, found the end at byte 1",
                "[|expected a value, found the end at byte 1",
                "]|expected a value, found ']' at byte 0",
                "{|expected a field name or '}', found the end at byte 1",
                "[1,]|expected a value, found ']' at byte 3",
                "[,1]|expected a value, found ',' at byte 1",
                "[1 2]|expected ',' or ']', found '2' at byte 3",
                "[1}|expected ',' or ']', found '}' at byte 2",
                "{\"a\":1,}|expected a field name, found '}' at byte 7",
                "{\"a\"}|expected ':', found '}' at byte 4",
                "{\"a\":}|expected a value, found '}' at byte 5",
                "{\"a\" 1}|expected ':', found '1' at byte 5",
                "{a:1}|expected a field name or '}', found 'a' at byte 1",
                "{'a':1}|expected a field name or '}', found ''' at byte 1",
                "{\"a\":1]|expected ',' or '}', found ']' at byte 6",
                "01|expected the end of the request, found '1' at byte 1",
                "-|expected a digit, found the end at byte 1",
                "-a|expected a digit, found 'a' at byte 1",
                "1.|expected a digit, found the end at byte 2",
                "1.e1|expected a digit, found 'e' at byte 2",
                "1e|expected a digit, found the end at byte 2",
                "+1|expected a value, found '+' at byte 0",
                ".5|expected a value, found '.' at byte 0",
                "NaN|expected a value, found 'N' at byte 0",
                "Infinity|expected a value, found 'I' at byte 0",
                "tru|expected true, found the end at byte 3",
                "trUe|expected true, found 'U' at byte 2",
                "nulL|expected null, found 'L' at byte 3",
                "falsee|expected the end of the request, found 'e' at byte 5",
                "True|expected a value, found 'T' at byte 0",
                "\"|expected '\"' at the end of a string, found the end at byte 0",
                "\"\\|expected '\"' at the end of a string, found the end at byte 1",
                "\"\\x\"|expected an escape of JSON, found '\\' and 'x' at byte 1",
                "\"\\u12\"|expected 4 hex digits after \\u, found '\"' at byte 5",
                "\"\\u12G4\"|expected 4 hex digits after \\u, found 'G' at byte 5",
                "\"\\u123|expected 4 hex digits after \\u, found the end at byte 6",
                "{} {}|expected the end of the request, found '{' at byte 3",
                "1 //|expected the end of the request, found '/' at byte 2",
                "/**/1|expected a value, found '/' at byte 0"
            })
    void refusesWhatIsNotJsonAtTheByteThatIsWrong(String text, String message) throws IOException {
        assertEquals("request: " + message, skip(text));
        assertEquals(false, jacksonAccepts(text.getBytes(StandardCharsets.UTF_8)), "the oracle");
    }

    @Test
    void refusesControlCharactersInStringsAndNames() {
        for (char c = 0; c < ' '; c++) {
            String hex = "0x" + "0123456789abcdef".charAt(c >> 4) + "0123456789abcdef".charAt(c & 15);
            String message = "expected control characters in a string to be escaped, found byte " + hex + " at byte ";
            assertEquals("request: " + message + 2, skip("\"a" + c + "\""));
            assertEquals("request: " + message + 4, skip("\"\\na" + c + "\""));
            assertEquals("request: " + message + 3, skip("{\"a" + c + "\":1}"));
        }
    }

    @Test
    void refusesOtherSpaceThanTheFourOfJson() {
        for (String space : new String[] {"\u000b", "\f", "\u00a0", "\u2028", "\ufeff", "\0"}) {
            byte first = space.getBytes(StandardCharsets.UTF_8)[0];
            String hex = String.format("0x%02x", first);
            assertEquals("request: expected a value, found byte " + hex + " at byte 1", skip("[" + space + "1]"));
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void passesAnyNestingWithoutRecursion() {
        int depth = 1_000_000;
        assertNull(skip("[".repeat(depth) + "]".repeat(depth)));
        assertNull(skip("{\"a\":[".repeat(depth) + "]}".repeat(depth)));
        assertEquals(
                "request: expected ',' or '}', found ']' at byte " + (6 * depth + 1),
                skip("{\"a\":[".repeat(depth) + "]]" + "]}".repeat(depth - 1)));
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void agreesWithJacksonOnMutatedJson() throws IOException {
        String[] seeds = {
            new String(Samples.read("otlp2parquet/metrics_mixed.json"), StandardCharsets.UTF_8).replaceAll("\\s+", " "),
            "[-1.5e+10,\"\\u0041\\\\\\n\",true,false,null,{\"a\":[{},[[]],0.0]}]",
            "{\"a\":{\"b\":{\"c\":[1,2,3]}},\"d\":\"e\\tf\"}"
        };
        Random random = new Random(GeneratedCases.SEED);
        String alphabet = "{}[]\":,\\u0123456789eE+-. \n\t/truefalsn\u0001";
        for (int i = 0; i < GeneratedCases.of(60_000); i++) {
            StringBuilder text = new StringBuilder(seeds[i % 10 == 0 ? 0 : 1 + i % 2]);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, c);
                    case 1 -> text.insert(at, c);
                    case 2 -> text.deleteCharAt(at);
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(10))));
                }
                if (text.isEmpty()) {
                    text.append(' ');
                }
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            assertEquals(jacksonAccepts(bytes), skip(bytes) == null, "seed " + GeneratedCases.SEED + ": " + text);
        }
    }

    private static boolean jacksonAccepts(byte[] bytes) throws IOException {
        try (JsonParser parser = JACKSON.createParser(bytes)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            if (parser.currentToken().isScalarValue()) {
                parser.getText();
            }
            return parser.nextToken() == null;
        } catch (shaded.parquet.com.fasterxml.jackson.core.JsonProcessingException e) {
            return false;
        }
    }

    private static String skip(String text) {
        return skip(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The message of the fault, or null. */
    private static String skip(byte[] bytes) {
        JsonReader json = new JsonReader(new Scratch(AttributeLimits.DEFAULT).repair);
        json.reset(bytes, 0, 0, bytes.length);
        try {
            json.skipValue();
            json.expectEnd();
            return null;
        } catch (Fault fault) {
            assertEquals(true, fault.isMalformed());
            return fault.describe("");
        }
    }
}
