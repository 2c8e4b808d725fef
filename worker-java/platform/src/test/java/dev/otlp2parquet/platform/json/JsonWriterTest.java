package dev.otlp2parquet.platform.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {

    @Test
    void commasAreWhereTheyBelong() {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .field("a", 1)
                .name("b")
                .beginArray()
                .value("x")
                .beginObject()
                .endObject()
                .value(-2)
                .endArray()
                .field("c", "y")
                .endObject();

        assertEquals("{\"a\":1,\"b\":[\"x\",{},-2],\"c\":\"y\"}", json.toString());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.000", "1, 0.001", "20, 0.020", "300, 0.300", "1234, 1.234", "-1, -0.001", "-61005, -61.005"})
    void thousandthsHaveThreeDecimals(long value, String text) {
        assertEquals(text, new JsonWriter().thousandths(value).toString());
    }

    @Test
    void everyCharacterComesBackFromAParser() throws InvalidProtocolBufferException {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c < 0x3000; c++) {
            all.append((char) c);
        }
        all.append("😀").appendCodePoint(0x10ffff).append('\ufffe');

        String json = new JsonWriter()
                .beginObject()
                .field("all", all.toString())
                .endObject()
                .toString();

        Struct.Builder parsed = Struct.newBuilder();
        JsonFormat.parser().merge(json, parsed);
        assertEquals(all.toString(), parsed.getFieldsOrThrow("all").getStringValue());
        assertEquals(1, json.lines().count());
    }

    @Test
    void aLoneSurrogateIsEscaped() {
        assertEquals("\"\\ud83d\"", new JsonWriter().value("\ud83d").toString());
        assertEquals("\"\\ude00x\"", new JsonWriter().value("\ude00x").toString());
        assertEquals(
                "\"\\ud83d\\ud83d\"", new JsonWriter().value("\ud83d\ud83d").toString());
    }
}
