package dev.otlp2parquet.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an {@code AnyValue} is rendered, from either format. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stringValue\":\"text\"}|STRING:text",
                "{\"stringValue\":\"\"}|STRING:",
                "{\"boolValue\":true}|JSON:true",
                "{\"boolValue\":false}|JSON:false",
                "{\"intValue\":\"42\"}|JSON:42",
                "{\"intValue\":-42}|JSON:-42",
                "{\"intValue\":\"-0\"}|JSON:0",
                "{\"intValue\":1e2}|JSON:100",
                "{\"intValue\":\"-9223372036854775808\"}|JSON:-9223372036854775808",
                "{\"doubleValue\":1.5}|JSON:1.5",
                "{\"doubleValue\":42.0}|JSON:42",
                "{\"doubleValue\":-0.0}|JSON:-0",
                "{\"doubleValue\":1e21}|JSON:1e+21",
                "{\"doubleValue\":\"NaN\"}|NOT_FINITE:NaN",
                "{\"doubleValue\":\"-Infinity\"}|NOT_FINITE:-Infinity",
                "{\"bytesValue\":\"aGVsbG8=\"}|BYTES:aGVsbG8=",
                "{\"bytesValue\":\"aGVsbG8\"}|BYTES:aGVsbG8=",
                "{\"bytesValue\":\"-_-_\"}|BYTES:+/+/",
                "{\"bytesValue\":\"aGVsbG9=\"}|BYTES:aGVsbG8=",
                "{\"bytesValue\":\"\"}|BYTES:",
                "{\"arrayValue\":{}}|JSON:[]",
                "{\"arrayValue\":{\"values\":[]}}|JSON:[]",
                "{\"arrayValue\":{\"values\":[{\"intValue\":1},{\"stringValue\":\"a\"},{},{\"boolValue\":true}]}}"
                        + "|JSON:[1,\"a\",null,true]",
                "{\"arrayValue\":{\"values\":[null,{\"bytesValue\":\"AA\"},{\"doubleValue\":\"Infinity\"}]}}"
                        + "|JSON:[null,\"AA==\",\"Infinity\"]",
                "{\"kvlistValue\":{}}|JSON:{}",
                "{\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"}},{\"key\":\"n\"}]}}"
                        + "|JSON:{\"k\":\"v\",\"n\":null}",
                "{\"kvlistValue\":{\"values\":[{\"value\":{\"intValue\":1},\"key\":\"late\"},{\"value\":{}}]}}"
                        + "|JSON:{\"late\":1,\"\":null}",
                "{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":{\"arrayValue\":{\"values\":["
                        + "{\"kvlistValue\":{}}]}},\"key\":\"b\"}]}}|JSON:{\"b\":[{}]}",
                "{\"arrayValue\":{\"values\":[{\"stringValue\":\"q\\\"b\\\\n\\nt\\tz\\u0000e\\u001fu\\u007f\u00e9/\"}]}}"
                        + "|JSON:[\"q\\\"b\\\\n\\nt\\tz\\u0000e\\u001fu\u007f\u00e9/\"]",
                "{\"stringValueStrindex\":3}|",
                "{}|",
                "{\"stringValue\":null}|",
                "{\"stringValue\":\"a\",\"intValue\":1}|JSON:1",
                "{\"intValue\":1,\"stringValue\":\"a\"}|STRING:a",
                "{\"arrayValue\":{\"values\":[{\"intValue\":1}]},\"arrayValue\":{\"values\":[{\"intValue\":2}]}}"
                        + "|JSON:[1,2]",
                "{\"arrayValue\":{},\"kvlistValue\":{}}|JSON:{}",
                "{\"arrayValue\":{\"values\":[{\"arrayValue\":{\"values\":[{}]},\"arrayValue\":{\"values\":[{}]}}]}}"
                        + "|JSON:[[null,null]]",
                "{\"arrayValue\":{\"values\":[{\"arrayValue\":{\"values\":[{}]},\"boolValue\":false}]}}|JSON:[false]"
            })
    void rendersJsonValues(String json, String expected) {
        Decoded decoded = Decoded.logRecord("\"body\":" + json);
        assertNull(decoded.fault());
        assertEquals(expected == null ? "log" : "log body=" + expected, decoded.first());
        Decoded attribute = Decoded.logRecord("\"attributes\":[{\"key\":\"k\",\"value\":" + json + "}]");
        assertEquals("log attributes{k=" + (expected == null ? "NULL:" : expected) + "}", attribute.first());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"stringValue\":1}|body.stringValue: expected a string, found 1 at byte 22",
                "{\"boolValue\":\"true\"}|body.boolValue: expected true or false, found \"true\" at byte 20",
                "{\"boolValue\":1}|body.boolValue: expected true or false, found 1 at byte 20",
                "{\"bytesValue\":\"*\"}|body.bytesValue: expected base64, found \"*\" at byte 21",
                "{\"bytesValue\":\"AAAAA\"}|body.bytesValue: expected base64, found \"AAAAA\" at byte 21",
                "{\"bytesValue\":\"A===\"}|body.bytesValue: expected base64, found \"A===\" at byte 21",
                "\"text\"|body: expected an object, found \"text\" at byte 7",
                "{\"arrayValue\":[]}|body.arrayValue: expected an object, found an array at byte 21",
                "{\"arrayValue\":{\"values\":{}}}|body.arrayValue.values[0]: expected an array, found an object at byte 31",
                "{\"arrayValue\":{\"values\":[{},{\"kvlistValue\":{\"values\":[{\"key\":1}]}}]}}"
                        + "|body.arrayValue.values[1].kvlistValue.values[0].key: expected a string, found 1 at byte 68"
            })
    void rejectsWrongValuesWithThePathInsideThem(String json, String message) {
        assertEquals("record." + message, Decoded.logRecord("\"body\":" + json).fault());
    }

    @Test
    void keepsPlaceAndLastValueOfARepeatedKey() {
        StringBuilder attributes = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            attributes.append("{\"key\":\"key" + i % 70 + "\",\"value\":{\"intValue\":" + i + "}},");
        }
        for (int i = 0; i < 70; i++) {
            expected.append(i == 0 ? "" : ", ").append("key" + i + "=JSON:" + (i + (i < 60 ? 140 : 70)));
        }
        assertEquals(
                "log attributes{" + expected + "}",
                Decoded.logRecord("\"attributes\":[" + attributes + "{\"key\":\"key0\",\"value\":{\"intValue\":140}}]")
                        .first());
    }

    @Test
    void readsValuesAtTheDeepestNestingAndRejectsOneMore() {
        String deepest = "[".repeat(63) + "1" + "]".repeat(63);
        assertEquals(
                "log body=JSON:" + deepest,
                Decoded.logRecord("\"body\":" + nested(64)).first());
        assertEquals(deepest, body(Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, nestedProtobuf(64))));

        String fault = "values are nested more than 64 deep at byte N, in"
                + " resourceLogs[0].scopeLogs[0].logRecords[0].body.arrayValue.values[0].arrayValue.values[0]...";
        Decoded json = Decoded.logRecord("\"body\":" + nested(65));
        Decoded protobuf = Decoded.of(Signal.LOGS, RequestFormat.PROTOBUF, nestedProtobuf(65));
        for (Decoded decoded : List.of(json, protobuf)) {
            assertEquals(1, decoded.result().rejected());
            String message = decoded.result().firstRejection();
            assertEquals(fault, message.replaceAll("byte \\d+", "byte N"));
            assertEquals(message.substring(message.indexOf("resourceLogs")), DecodeResult.place(message));
        }
    }

    /** A value this many deep, the innermost an integer; each level is 26 bytes. */
    private static String nested(int depth) {
        return "{\"arrayValue\": {\"values\":[".repeat(depth - 1) + "{\"intValue\":1}" + "]}}".repeat(depth - 1);
    }

    private static byte[] nestedProtobuf(int depth) {
        AnyValue value = AnyValue.newBuilder().setIntValue(1).build();
        for (int i = 1; i < depth; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        return request(LogRecord.newBuilder().setBody(value).build());
    }

    @Test
    void rendersAGeneratedValueTheSameFromBothFormats() {
        Random random = new Random(GeneratedCases.SEED);
        for (int i = 0; i < GeneratedCases.of(3000); i++) {
            AnyValue value = value(random, 0);
            Decoded protobuf = Decoded.of(
                    Signal.LOGS,
                    RequestFormat.PROTOBUF,
                    request(LogRecord.newBuilder().setBody(value).build()));
            Decoded json = Decoded.logRecord("\"body\":" + json(value));
            assertEquals(json.calls(), protobuf.calls(), () -> "seed " + GeneratedCases.SEED + ": " + value);
        }
    }

    private static AnyValue value(Random random, int depth) {
        AnyValue.Builder value = AnyValue.newBuilder();
        switch (random.nextInt(depth > 4 ? 6 : 8)) {
            case 0 -> value.setStringValue(text(random));
            case 1 -> value.setBoolValue(random.nextBoolean());
            case 2 -> value.setIntValue(random.nextLong() >> random.nextInt(64));
            case 3 ->
                value.setDoubleValue(
                        random.nextBoolean() ? random.nextInt(1000) / 8.0 : Double.longBitsToDouble(random.nextLong()));
            case 4 -> {
                byte[] bytes = new byte[random.nextInt(9)];
                random.nextBytes(bytes);
                value.setBytesValue(ByteString.copyFrom(bytes));
            }
            case 6 -> {
                ArrayValue.Builder array = ArrayValue.newBuilder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.addValues(value(random, depth + 1));
                }
                value.setArrayValue(array);
            }
            case 7 -> {
                KeyValueList.Builder list = KeyValueList.newBuilder();
                for (int i = random.nextInt(4); i > 0; i--) {
                    KeyValue.Builder entry = KeyValue.newBuilder().setKey(text(random));
                    if (random.nextInt(5) > 0) {
                        entry.setValue(value(random, depth + 1));
                    }
                    list.addValues(entry);
                }
                value.setKvlistValue(list);
            }
            default -> {
                // No value.
            }
        }
        return value.build();
    }

    private static String text(Random random) {
        int[] codePoints = new int[random.nextInt(6)];
        for (int i = 0; i < codePoints.length; i++) {
            int bound = random.nextInt(3) == 0 ? 0xD800 : 0x80;
            codePoints[i] = random.nextInt(20) == 0 ? 0x1F600 : random.nextInt(bound);
        }
        return new String(codePoints, 0, codePoints.length);
    }

    private static String json(AnyValue value) {
        StringBuilder json = new StringBuilder("{");
        switch (value.getValueCase()) {
            case STRING_VALUE -> json.append("\"stringValue\":").append(quoted(value.getStringValue()));
            case BOOL_VALUE -> json.append("\"boolValue\":").append(value.getBoolValue());
            case INT_VALUE ->
                json.append("\"intValue\":\"").append(value.getIntValue()).append('"');
            case DOUBLE_VALUE -> {
                double number = value.getDoubleValue();
                String text = Double.toString(number);
                json.append("\"doubleValue\":").append(Double.isFinite(number) ? text : quoted(text));
            }
            case BYTES_VALUE ->
                json.append("\"bytesValue\":\"")
                        .append(Base64.getEncoder()
                                .encodeToString(value.getBytesValue().toByteArray()))
                        .append('"');
            case ARRAY_VALUE -> {
                json.append("\"arrayValue\":{\"values\":[");
                for (AnyValue element : value.getArrayValue().getValuesList()) {
                    json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                            .append(json(element));
                }
                json.append("]}");
            }
            case KVLIST_VALUE -> {
                json.append("\"kvlistValue\":{\"values\":[");
                for (KeyValue entry : value.getKvlistValue().getValuesList()) {
                    json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
                    json.append("{\"key\":").append(quoted(entry.getKey()));
                    json.append(entry.hasValue() ? ",\"value\":" + json(entry.getValue()) : "");
                    json.append('}');
                }
                json.append("]}");
            }
            default -> {
                // No value.
            }
        }
        return json.append('}').toString();
    }

    /** Every character as an escape, or every second one, so that both ways of reading strings meet. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c) || text.length() % 2 == 0) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static byte[] request(LogRecord record) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(record)))
                .build()
                .toByteArray();
    }

    private static String body(Decoded decoded) {
        return decoded.first().substring("log body=JSON:".length());
    }
}
