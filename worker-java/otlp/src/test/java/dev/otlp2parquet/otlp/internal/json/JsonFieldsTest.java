package dev.otlp2parquet.otlp.internal.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.otlp.DecodeResult;
import dev.otlp2parquet.otlp.Decoded;
import dev.otlp2parquet.otlp.RequestFormat;
import dev.otlp2parquet.otlp.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
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
                "{\"key\":\"k\",\"value\":{\"stringValue\":1}}|.value.stringValue: expected a string, found 1 at byte 48"
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
        assertEquals("gauge int=" + expected, gaugePoint("asInt", json).first());
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "\"9223372036854775808\"", "0.5"})
    void rejectsWhatIsNotASigned64BitInteger(String json) {
        assertEquals(
                "metric.gauge.dataPoints[0].asInt: expected an integer of 64 bits, found " + json + " at byte 32",
                gaugePoint("asInt", json).fault());
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
        assertEquals("gauge double=" + expected, gaugePoint("asDouble", json).first());
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
                gaugePoint("asDouble", json).fault());
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
        "\\ud83d, \ufffd, 0",
        "\\ude00, \ufffd, 0",
        "\\ud83d\\ud83d, \ufffd\ufffd, 0",
        "\\ud83dx, \ufffdx, 0",
        "\\ud83d\\n, '\ufffd\n', 0",
        "\\ude00\\ud83d, \ufffd\ufffd, 0",
        "a\\uDFFF, a\ufffd, 1",
        "\\ud83d\\ud83d\\ude00, \ufffd\ud83d\ude00, 0",
        "\\ud83d\\ude00\\ude00, \ud83d\ude00\ufffd, 12"
    })
    void replacesEachSurrogateThatIsNoPair(String text, String expected, int offset) {
        Decoded decoded = Decoded.logRecord("\"severityText\":\"" + text + "\"");
        assertEquals("log severityText=" + expected, decoded.first());
        int at = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityText\":\"".length() + offset;
        assertEquals(
                new DecodeResult(
                        1,
                        0,
                        null,
                        "resourceLogs[0].scopeLogs[0].logRecords[0] at byte " + at
                                + ": invalid Unicode; U+FFFD replaces the malformed parts"),
                decoded.result());
    }

    @Test
    void replacesSurrogatesInKeysAndNestedValuesAndCountsTheTexts() {
        Decoded decoded =
                Decoded.logRecord("\"attributes\":[{\"key\":\"\\ud800\",\"value\":{\"stringValue\":\"\\udfff\"}},"
                        + "{\"key\":\"a\",\"value\":{\"kvlistValue\":{\"values\":["
                        + "{\"key\":\"\\udc00\",\"value\":{\"stringValue\":\"x\\ud800\"}}]}}}]");
        assertEquals("log attributes{\ufffd=STRING:\ufffd, a=JSON:{\"\ufffd\":\"x\ufffd\"}}", decoded.first());
        assertTrue(
                decoded.result().warning().contains(": the first of 4 texts with invalid Unicode"),
                decoded.result().warning());
    }

    @Test
    void aTextThatIsReadTwiceIsCountedOnce() {
        // White space behind the value, which the quick way for the usual attribute does not expect.
        Decoded decoded =
                Decoded.logRecord("\"attributes\":[{\"key\":\"k\",\"value\":{\"stringValue\":\"\\ud800\" }}]");
        assertEquals("log attributes{k=STRING:\ufffd}", decoded.first());
        assertTrue(decoded.result().warning().contains(": invalid Unicode"));
    }

    @Test
    void surrogatesInNamesOfUnknownFieldsAreNobodysBusiness() {
        Decoded decoded = Decoded.logRecord("\"\\ud800\":\"\\ud800\"");
        assertEquals(new DecodeResult(1, 0, null), decoded.result());
    }

    @ParameterizedTest
    @CsvSource({
        "80, 1",
        "c0af, 2",
        "c1bf, 2",
        "e08080, 3",
        "eda080, 3",
        "edbfbf, 3",
        "f08080af, 4",
        "f4908080, 4",
        "ff, 1",
        "e282, 1",
        "f09f98, 1",
        "c3, 1"
    })
    void replacesWhatIsNotUtf8(String hex, int replacements) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"stringValue\":\"a"));
        body.writeBytes(HexFormat.of().parseHex(hex));
        body.writeBytes(ascii("b\"}},{}]}]}]}"));
        Decoded decoded = Decoded.of(Signal.LOGS, RequestFormat.JSON, body.toByteArray());
        assertEquals("log body=STRING:a" + "\ufffd".repeat(replacements) + "b", decoded.first());
        assertEquals(
                new DecodeResult(
                        2,
                        0,
                        null,
                        "resourceLogs[0].scopeLogs[0].logRecords[0] at byte 71"
                                + ": invalid Unicode; U+FFFD replaces the malformed parts"),
                decoded.result());
    }

    @Test
    void bytesAndSurrogatesOfOneTextAreRepairedTogether() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("{\"resourceLogs\":[{\"schemaUrl\":\"\\ud800-"));
        body.write(0xff);
        body.writeBytes(ascii("\\u00e9\",\"scopeLogs\":[{\"logRecords\":[{}]}]}]}"));
        Decoded decoded = Decoded.of(Signal.LOGS, RequestFormat.JSON, body.toByteArray());
        assertEquals(
                "endResource schemaUrl=\ufffd-\ufffd\u00e9",
                decoded.calls().get(decoded.calls().size() - 1));
        assertTrue(
                decoded.result().warning().startsWith("resourceLogs[0] at byte 31: invalid Unicode"),
                decoded.result().warning());
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
    void aMalformedLineCostsThatLine() {
        String good = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"flags\":1}]}]}]}";
        assertEquals(
                new DecodeResult(
                        2,
                        1,
                        "line 3: request: expected the end of the request, found '{' at byte 68"
                                + "; the line is not stored and counts as 1 record"),
                lines(good + "\n\n{} {}\n" + good).result());
        assertEquals(
                new DecodeResult(
                        1,
                        2,
                        "line 1: request: expected a field name or '}', found the end at byte 1"
                                + "; the line is not stored and counts as 1 record"),
                lines("{\n}\n" + good).result());
        String bad = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{},{\"flags\":-1}]}]}]}";
        assertEquals(
                new DecodeResult(
                        1,
                        1,
                        "line 2: resourceLogs[0].scopeLogs[0].logRecords[1].flags: expected an integer of 32 bits"
                                + " without a sign, found -1 at byte 59"),
                lines("\n" + bad).result());
    }

    @Test
    void recordsBeforeTheFaultOfALineGoWithIt() {
        String resource = "{\"scopeLogs\":[{\"logRecords\":[{},{\"flags\":-1}]}]}";
        Decoded decoded =
                lines("{\"resourceLogs\":[" + resource + ",{\"scopeLogs\":[{\"logRecords\":[{},{\"body\":\n{}");
        assertEquals(0, decoded.result().accepted());
        assertEquals(4, decoded.result().rejected());
        assertTrue(decoded.result()
                .firstRejection()
                .startsWith("line 1: resourceLogs[0].scopeLogs[0].logRecords[1].flags"));
        assertEquals(List.of("log", "endScope", "endResource", "log", "discardLine"), decoded.calls());
    }

    @Test
    void aLineWhoseEnvelopeHasTheWrongShapeCostsThatLine() {
        Decoded decoded =
                lines("[]\n{\"resourceLogs\":{}}\n{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");
        assertEquals(
                new DecodeResult(
                        1,
                        2,
                        "line 1: request: expected an object, found an array at byte 0"
                                + "; the line is not stored and counts as 1 record"),
                decoded.result());
    }

    @Test
    void aByteOrderMarkCostsTheFirstLine() {
        Decoded decoded = lines("\ufeff{}\n{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}");
        assertEquals(
                new DecodeResult(
                        1,
                        1,
                        "line 1: request: expected JSON in UTF-8 without a byte order mark, found a byte order mark at"
                                + " byte 0; the line is not stored and counts as 1 record"),
                decoded.result());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"resource_logs\":[]}"
                        + "|request: expected \"resourceLogs\", found \"resource_logs\", which is ignored; OTLP/JSON names"
                        + " are lowerCamelCase",
                "{\"ResourceLogs\":[],\"resourceLogs\":[]}"
                        + "|request: expected \"resourceLogs\", found \"ResourceLogs\", which is ignored; OTLP/JSON names"
                        + " are lowerCamelCase",
                "{\"message\":\"hello\"}"
                        + "|request: expected \"resourceLogs\", found \"message\"; this is not OTLP/JSON, and none of"
                        + " it is stored",
                "{\"message\":\"hello\",\"level\":1,\"x\":{}}"
                        + "|request: expected \"resourceLogs\", found \"message\" and 2 more; this is not"
                        + " OTLP/JSON, and none of it is stored",
                "{\"resourceSpans\":[]}"
                        + "|request: expected \"resourceLogs\", found \"resourceSpans\"; none of it is stored: send it"
                        + " to /v1/traces",
                "{\"resourceLogs\":[{},{\"resource\":{},\"scope_logs\":[]}]}"
                        + "|resourceLogs[1]: expected \"scopeLogs\", found \"scope_logs\", which is ignored; OTLP/JSON names"
                        + " are lowerCamelCase",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"scope\":{},\"log_records\":[{}]}]}]}"
                        + "|resourceLogs[0].scopeLogs[0]: expected \"logRecords\", found \"log_records\", which is ignored;"
                        + " OTLP/JSON names are lowerCamelCase",
                "{\"resourceLogs\":[{\"scopeLogs\":[{\"spans\":[{}]}]}]}"
                        + "|resourceLogs[0].scopeLogs[0]: expected \"logRecords\", found \"spans\"; this is not"
                        + " OTLP/JSON, and none of it is stored"
            })
    void warnsOfMembersThatAreAllUnknown(String json, String warning) {
        assertEquals(
                new DecodeResult(0, 0, null, warning),
                Decoded.json(Signal.LOGS, json).result());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"resourceLogs\":null}",
                "{\"resourceLogs\":[],\"new\":1}",
                "{\"resourceLogs\":[{}]}",
                "{\"resourceLogs\":[{\"schemaUrl\":\"u\",\"new\":[]}]}",
                "{\"resourceLogs\":[{\"scopeLogs\":[{},{\"scope\":{}}]}]}"
            })
    void doesNotWarnOfWhatIsEmptyOrOnlyHasMoreMembers(String json) {
        assertEquals(
                new DecodeResult(0, 0, null), Decoded.json(Signal.LOGS, json).result());
    }

    @Test
    void warnsOfTheFirstLineThatIsSomethingElse() {
        Decoded decoded = lines("{}\n{\"a\":1}\n{\"b\":1}");
        assertEquals(
                "line 2: request: expected \"resourceLogs\", found \"a\"; this is not OTLP/JSON, and none of it is stored",
                decoded.result().warning());
    }

    private static Decoded gaugePoint(String member, String json) {
        return Decoded.metric("\"gauge\":{\"dataPoints\":[{\"" + member + "\":" + json + "}]}");
    }

    private static Decoded lines(String text) {
        return Decoded.of(Signal.LOGS, RequestFormat.JSON_LINES, text.getBytes(StandardCharsets.UTF_8));
    }
}
