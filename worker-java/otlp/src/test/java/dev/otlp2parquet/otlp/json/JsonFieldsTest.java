package dev.otlp2parquet.otlp.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.Decoded;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single fields in the protobuf JSON mapping. */
class JsonFieldsTest {
    @Test
    void aNameThatOnlyBeginsLikeTheOneExpectedNextIsAnother() {
        assertEquals(
                "log time=1 severity=9",
                Decoded.logRecord("\"timeUnixNano\":1,\"observedTimeUnixNanos\":2,\"severityNumber\":9")
                        .first());
        assertEquals(
                "log time=1 severity=9",
                Decoded.logRecord("\"timeUnixNano\":1,\"observedTimeUnixNan\":2,\"severityNumber\" : 9")
                        .first());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"}}|k=STRING:v",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"\"}}|k=STRING:",
                "{\"key\":\"\",\"value\":{\"stringValue\":\"v\"}}|=STRING:v",
                "{\"key\":\"a\\tb\",\"value\":{\"stringValue\":\"\\u0041\\tB\"}}|a\tb=STRING:A\tB",
                "{\"key\":\"\u00e9\",\"value\":{\"stringValue\":\"\u00fc\"}}|\u00e9=STRING:\u00fc",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"} }|k=STRING:v",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\" }}|k=STRING:v",
                "{\"key\":\"k\",\"value\":{ \"stringValue\":\"v\"}}|k=STRING:v",
                "{\"key\":\"k\" ,\"value\":{\"stringValue\":\"v\"}}|k=STRING:v",
                "{\"key\": \"k\",\"value\": {\"stringValue\": \"v\"}}|k=STRING:v",
                "{ \"key\" : \"k\" , \"value\" : { \"stringValue\" : \"v\" } }|k=STRING:v",
                "{\"value\":{\"stringValue\":\"v\"},\"key\":\"k\"}|k=STRING:v",
                "{\"key\":\"k\",\"value\":{\"intValue\":\"7\"}}|k=JSON:7",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\",\"intValue\":7}}|k=JSON:7",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"},\"value\":{\"stringValue\":\"w\"}}|k=STRING:w",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"},\"key\":\"l\"}|l=STRING:v",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"v\"},\"more\":[{}]}|k=STRING:v",
                "{\"key\":\"k\",\"value\":{\"stringValue\":null}}|k=NULL:",
                "{\"key\":\"k\",\"value\":{}}|k=NULL:",
                "{\"key\":\"k\",\"value\":null}|k=NULL:",
                "{\"key\":\"k\"}|k=NULL:",
                "{\"key\":null,\"value\":{\"stringValue\":\"v\"}}|=STRING:v",
                "{\"key\":\"k\",\"values\":{\"stringValue\":\"v\"}}|k=NULL:",
                "{}|=NULL:"
            })
    void readsAnAttributeHoweverItIsWritten(String attribute, String expected) {
        Decoded decoded = Decoded.logRecord("\"attributes\":[" + attribute + "," + attribute + "]");
        assertEquals("log attributes{" + expected + "}", decoded.first());
        assertNull(decoded.fault());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"key\":1,\"value\":{}}|.key: expected a string, found 1 at byte 21",
                "{\"key\":\"k\",\"value\":{\"stringValue\":1}}|.value.stringValue: expected a string, found 1 at byte 48",
                "{\"key\":\"k\",\"value\":{\"stringValue\":\"\\ud800\"}}"
                        + "|.value.stringValue: expected surrogates in pairs, found \\ud800 alone at byte 49",
                "{\"key\":\"\\ud800\",\"value\":{\"stringValue\":\"v\"}}"
                        + "|.key: expected surrogates in pairs, found \\ud800 alone at byte 22"
            })
    void rejectsAnAttributeWithThePathInsideIt(String attribute, String message) {
        assertEquals(
                "record.attributes[0]" + message,
                Decoded.logRecord("\"attributes\":[" + attribute + "]").fault());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "0, 0",
                "\"0\", 0",
                "1, 1",
                "\"1\", 1",
                "1.0, 1",
                "\"1.0\", 1",
                "1e3, 1000",
                "\"1e3\", 1000",
                "-0, 0",
                "\"-0\", 0",
                "\"\\u0031\\u0032\", 12",
                "1760741572254301000, 1760741572254301000",
                "\"1760741572254301000\", 1760741572254301000",
                "9223372036854775807, 9223372036854775807",
                "\"18446744073709551615\", 18446744073709551615",
                "18446744073709551615, 18446744073709551615",
                "null, 0",
                "999999999999999999, 999999999999999999",
                "1000000000000000000, 1000000000000000000",
                "9223372036854775799, 9223372036854775799",
                "9223372036854775800, 9223372036854775800",
                "9223372036854775808, 9223372036854775808",
                "\"9999999999999999999\", 9999999999999999999",
                "922337203685477580e1, 9223372036854775800",
                "1760741572254301000.0, 1760741572254301000"
            })
    void readsUnsigned64BitIntegers(String json, String expected) {
        Decoded decoded = Decoded.logRecord("\"timeUnixNano\":" + json);
        assertEquals(expected.equals("0") ? "log" : "log time=" + expected, decoded.first());
        assertNull(decoded.fault());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "-1, -1", "\"-1\", \"-1\"", "18446744073709551616, 18446744073709551616", "1.5, 1.5", "\"\", \"\"",
                "\" 1\", \" 1\"", "\"1 \", \"1 \"", "\"01\", \"01\"", "\"0x1\", \"0x1\"", "\"+1\", \"+1\"",
                "\"1_0\", \"1_0\"", "true, true", "{}, an object", "[], an array", "1e100, 1e100",
                "\"abc\", \"abc\"", "\"NaN\", \"NaN\"", "\"9999999999999999999999\", \"9999999999999999999999\""
            })
    void rejectsWhatIsNotAnUnsigned64BitInteger(String json, String found) {
        assertEquals(
                "record.timeUnixNano: expected an integer of 64 bits without a sign, found " + found + " at byte 15",
                Decoded.logRecord("\"timeUnixNano\":" + json).fault());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"9223372036854775807\", 9223372036854775807",
                "\"-9223372036854775808\", -9223372036854775808",
                "-9223372036854775808, -9223372036854775808",
                "-42, -42",
                "9223372036854775799, 9223372036854775799",
                "-9223372036854775799, -9223372036854775799",
                "\"-1.5e1\", -15",
                "0, 0",
                "-0, 0"
            })
    void readsSigned64BitIntegers(String json, String expected) {
        assertEquals(
                "gauge int=" + expected,
                Decoded.metric("\"gauge\":{\"dataPoints\":[{\"asInt\":" + json + "}]}")
                        .first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "\"9223372036854775808\"", "0.5"})
    void rejectsWhatIsNotASigned64BitInteger(String json) {
        assertEquals(
                "metric.gauge.dataPoints[0].asInt: expected an integer of 64 bits, found " + json + " at byte 32",
                Decoded.metric("\"gauge\":{\"dataPoints\":[{\"asInt\":" + json + "}]}")
                        .fault());
    }

    @ParameterizedTest
    @CsvSource({"4294967295, -1", "\"1\", 1", "1e2, 100", "2147483648, -2147483648"})
    void readsUnsigned32BitIntegersAsBits(String json, String expected) {
        assertEquals(
                "log flags=" + expected, Decoded.logRecord("\"flags\":" + json).first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"4294967296", "-1", "18446744073709551615", "1.5"})
    void rejectsWhatIsNotAnUnsigned32BitInteger(String json) {
        assertEquals(
                "record.flags: expected an integer of 32 bits without a sign, found " + json + " at byte 8",
                Decoded.logRecord("\"flags\":" + json).fault());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "9, 9",
                "\"SEVERITY_NUMBER_INFO\", 9",
                "\"SEVERITY_NUMBER_TRACE\", 1",
                "\"SEVERITY_NUMBER_TRACE4\", 4",
                "\"SEVERITY_NUMBER_FATAL4\", 24",
                "\"9\", 9",
                "1000, 1000",
                "-5, -5",
                "-2147483648, -2147483648",
                "9.0, 9"
            })
    void readsEnumsAsNumberOrName(String json, String expected) {
        assertEquals(
                "log severity=" + expected,
                Decoded.logRecord("\"severityNumber\":" + json).first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"INFO\"", "\"severity_number_info\"", "\"\"", "\"SEVERITY_NUMBER_INFO \""})
    void rejectsUnknownNamesOfEnums(String json) {
        assertEquals(
                "record.severityNumber: expected a name or number of SeverityNumber, found " + json + " at byte 17",
                Decoded.logRecord("\"severityNumber\":" + json).fault());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "1.5", "true"})
    void rejectsEnumsThatAreNo32BitInteger(String json) {
        assertEquals(
                "record.severityNumber: expected an integer of 32 bits, found " + json + " at byte 17",
                Decoded.logRecord("\"severityNumber\":" + json).fault());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1, 1.0",
                "-0, -0.0",
                "1.5, 1.5",
                "\"1.5\", 1.5",
                "1e308, 1.0E308",
                "\"NaN\", NaN",
                "\"Infinity\", Infinity",
                "\"-Infinity\", -Infinity",
                "5e-324, 4.9E-324",
                "1e-400, 0.0",
                "123456789012345678901234567890, 1.2345678901234568E29",
                "\"\\u004eaN\", NaN"
            })
    void readsDoubles(String json, String expected) {
        assertEquals(
                "gauge double=" + expected,
                Decoded.metric("\"gauge\":{\"dataPoints\":[{\"asDouble\":" + json + "}]}")
                        .first());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "1e309, a number within the range of a double",
                "\"-1e309\", a number within the range of a double",
                "\"\", `a number, \"NaN\", \"Infinity\" or \"-Infinity\"`",
                "\"nan\", `a number, \"NaN\", \"Infinity\" or \"-Infinity\"`",
                "\"+Infinity\", `a number, \"NaN\", \"Infinity\" or \"-Infinity\"`",
                "true, a number"
            })
    void rejectsWhatIsNotADouble(String json, String expected) {
        assertEquals(
                "metric.gauge.dataPoints[0].asDouble: expected " + expected + ", found " + json + " at byte 35",
                Decoded.metric("\"gauge\":{\"dataPoints\":[{\"asDouble\":" + json + "}]}")
                        .fault());
    }

    @Test
    void readsStringsWithAndWithoutEscapes() {
        assertEquals(
                "log severityText=\"\\/\b\f\n\r\tA\u00e9\u20ac\ud83d\ude00\u00e9\u20ac\ud83d\ude00\0",
                Decoded.logRecord("\"severityText\":\"\\\"\\\\\\/\\b\\f\\n\\r\\tA\\u00e9\\u20AC\\ud83d\\ude00"
                                + "\u00e9\u20ac\ud83d\ude00\\u0000\"")
                        .first());
        assertEquals(
                "log severityText=\u00e9\u20ac\ud83d\ude00",
                Decoded.logRecord("\"severityText\":\"\u00e9\u20ac\ud83d\ude00\"")
                        .first());
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud83d, \\ud83d",
        "\\ude00, \\ude00",
        "\\ud83d\\ud83d, \\ud83d",
        "\\ud83dx, \\ud83d",
        "\\ude00\\ud83d, \\ude00",
        "a\\uDFFF, \\uDFFF"
    })
    void rejectsSurrogatesThatAreNoPair(String text, String found) {
        String message = Decoded.logRecord("\"severityText\":\"" + text + "\"").fault();
        int offset = 16 + text.indexOf(found);
        assertEquals(
                "record.severityText: expected surrogates in pairs, found " + found + " alone at byte " + offset,
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"80", "c0af", "c1bf", "e08080", "eda080", "edbfbf", "f08080af", "f4908080", "ff", "e282", "c3"})
    void rejectsStringsThatAreNotUtf8(String hex) {
        byte[] bad = new java.math.BigInteger(hex, 16).toByteArray();
        int skip = bad.length - hex.length() / 2;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"a"));
        body.write(bad, skip, bad.length - skip);
        body.writeBytes(ascii("b\"}},{}]}]}]}"));
        Decoded decoded = Decoded.of(Signal.LOGS, RequestFormat.JSON, body.toByteArray());
        assertEquals(
                new DecodeResult(
                        1,
                        1,
                        "resourceLogs[0].scopeLogs[0].logRecords[0].body.stringValue: expected UTF-8, found byte 0x"
                                + hex.substring(0, 2) + " at byte 71"),
                decoded.result());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "5B8EFFF798038103D269B633813FC60C, 5b8efff798038103d269b633813fc60c",
        "5b8efff798038103d269b633813fc60c, 5b8efff798038103d269b633813fc60c",
        "\\u0035b8efff798038103d269b633813fc60c, 5b8efff798038103d269b633813fc60c",
        "nXmxo38xgBzRGmcG+0DWvQ==, 9d79b1a37f31801cd11a6706fb40d6bd",
        "nXmxo38xgBzRGmcG-0DWvQ==, 9d79b1a37f31801cd11a6706fb40d6bd"
    })
    void readsTraceIdsInHexAndBase64(String json, String expected) {
        assertEquals(
                "log traceId=" + expected,
                Decoded.logRecord("\"traceId\":\"" + json + "\"").first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00000000000000000000000000000000", "AAAAAAAAAAAAAAAAAAAAAA=="})
    void readsAnEmptyTraceIdAndOneOfZerosAsAbsent(String json) {
        Decoded decoded = Decoded.logRecord("\"traceId\":\"" + json + "\"");
        assertEquals(List.of("log", "endScope", "endResource"), decoded.calls());
    }

    @ParameterizedTest
    @CsvSource({
        "5b8efff798038103d269b633813fc60, 31",
        "5b8efff798038103d269b633813fc60c0, 33",
        "5b8efff798038103, 16",
        "5b8efff798038103d269b633813fc60g, \"5b8efff798038103d269b633813fc60g\"",
        "0, 1",
        "nXmxo38xgBzRGmcG+0DWvQ, \"nXmxo38xgBzRGmcG+0DWvQ\"",
        "nXmxo38xgBzRGmcG+0DWv===, \"nXmxo38xgBzRGmcG+0DWv===\"",
        "nXmxo38xgBzRGmcG+0DWvQQQ, \"nXmxo38xgBzRGmcG+0DWvQQQ\"",
        "\u00e9, \"\u00e9\"",
        "0123456789012345678901234567890123456789012345678901234567890123456789, 70"
    })
    void rejectsOtherTraceIds(String json, String found) {
        assertEquals(
                "record.traceId: expected 32 hex digits, found " + found + " at byte 10",
                Decoded.logRecord("\"traceId\":\"" + json + "\"").fault());
    }

    @Test
    void readsSpanIdsInHexAndBase64() {
        assertEquals(
                "log spanId=de562439e9c1b823",
                Decoded.logRecord("\"spanId\":\"3lYkOenBuCM=\"").first());
        assertEquals(
                "log spanId=eee19b7ec3c1b174",
                Decoded.logRecord("\"spanId\":\"EEE19B7EC3C1B174\"").first());
        assertEquals(
                "record.spanId: expected 16 hex digits, found 15 at byte 9",
                Decoded.logRecord("\"spanId\":\"EEE19B7EC3C1B17\"").fault());
    }

    @Test
    void treatsNullAsAbsentInEveryField() {
        assertEquals(
                List.of("log", "endScope", "endResource"),
                Decoded.json(
                                Signal.LOGS,
                                "{\"resourceLogs\":[{\"resource\":null,\"schemaUrl\":null,\"scopeLogs\":[{\"scope\":null,"
                                        + "\"logRecords\":[{\"timeUnixNano\":null,\"severityNumber\":null,"
                                        + "\"severityText\":null,\"body\":null,\"attributes\":null,\"flags\":null,"
                                        + "\"traceId\":null,\"spanId\":null,\"eventName\":null}]},null]}]}"
                                                .replace(",null]", "]"))
                        .calls());
        assertEquals(
                List.of(), Decoded.json(Signal.LOGS, "{\"resourceLogs\":null}").calls());
    }

    @Test
    void ignoresUnknownFieldsAndProtobufNames() {
        assertEquals(
                "log time=1",
                Decoded.logRecord("\"x\":{\"y\":[1,2,{\"z\":null}]},\"time_unix_nano\":\"5\",\"timeUnixNano\":1,"
                                + "\"TimeUnixNano\":7,\"\":[],\"timeUnixNan\":3,\"timeUnixNanoo\":4")
                        .first());
    }

    @Test
    void findsFieldsWhoseNameIsWrittenWithEscapes() {
        assertEquals("log time=1", Decoded.logRecord("\"time\\u0055nixNano\":1").first());
    }

    @Test
    void treatsRepeatedNamesAsProtobufTreatsRepeatedFields() {
        assertEquals(
                "log time=2 body=STRING:b attributes{a=JSON:3, b=JSON:2}",
                Decoded.logRecord("\"timeUnixNano\":1,\"timeUnixNano\":2,\"body\":{\"intValue\":1},"
                                + "\"body\":{\"stringValue\":\"b\"},"
                                + "\"attributes\":[{\"key\":\"a\",\"value\":{\"intValue\":1}}],"
                                + "\"attributes\":[{\"key\":\"b\",\"value\":{\"intValue\":2}},"
                                + "{\"key\":\"a\",\"value\":{\"intValue\":3}}]")
                        .first());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|request: expected an object, found the end at byte 0",
                "[]|request: expected an object, found an array at byte 0",
                "null|request: expected an object, found null at byte 0",
                "{\"resourceLogs\":{}}|resourceLogs: expected an array, found an object at byte 16",
                "{\"resourceLogs\":[1]}|resourceLogs[0]: expected an object, found 1 at byte 17",
                "{\"resourceLogs\":[{},null]}|resourceLogs[1]: expected an object, found null at byte 20",
                "{\"resourceLogs\":[{\"scopeLogs\":\"\"}]}"
                        + "|resourceLogs[0].scopeLogs: expected an array, found \"\" at byte 30",
                "{\"resourceLogs\":[{\"scopeLogs\":[[]]}]}"
                        + "|resourceLogs[0].scopeLogs[0]: expected an object, found an array at byte 31",
                "{\"resourceLogs\":[{\"scopeLogs\":[{},{\"logRecords\":true}]}]}"
                        + "|resourceLogs[0].scopeLogs[1].logRecords: expected an array, found true at byte 48",
                "{} x|request: expected the end of the request, found 'x' at byte 3",
                "{\"resourceLogs\":[{}}|request: expected ',' or ']', found '}' at byte 19"
            })
    void refusesAnEnvelopeOfTheWrongShape(String json, String message) {
        assertEquals(message, Decoded.json(Signal.LOGS, json).refusal());
    }

    @Test
    void refusesAByteOrderMarkByName() {
        assertEquals(
                "request: expected JSON in UTF-8 without a byte order mark, found a byte order mark at byte 0",
                Decoded.json(Signal.LOGS, "\ufeff{}").refusal());
    }

    @Test
    void readsOneRequestALine() {
        String request = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}";
        assertEquals(
                new DecodeResult(3, 0, null),
                lines(request + "\n\n \t\r\n" + request + "\r\n" + request).result());
        assertEquals(new DecodeResult(0, 0, null), lines("").result());
        assertEquals(new DecodeResult(0, 0, null), lines("\n\r\n ").result());
        assertEquals(new DecodeResult(1, 0, null), lines(request + "\n").result());
    }

    @Test
    void saysTheLineOfAFault() {
        assertEquals(
                "line 3: request: expected the end of the request, found '{' at byte 7",
                lines("{}\n\n{} {}\n").refusal());
        assertEquals(
                "line 2: request: expected a field name or '}', found the end at byte 4",
                lines("{}\n{\n}").refusal());
        String bad = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"flags\":-1}]}]}]}";
        assertEquals(
                new DecodeResult(
                        1,
                        1,
                        "line 2: resourceLogs[0].scopeLogs[0].logRecords[1].flags: expected an integer of 32 bits"
                                + " without a sign, found -1 at byte 59"),
                lines("\n" + bad).result());
    }

    private static Decoded lines(String text) {
        return Decoded.of(Signal.LOGS, RequestFormat.JSON_LINES, text.getBytes(StandardCharsets.UTF_8));
    }
}
