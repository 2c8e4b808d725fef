package dev.otlp2parquet.lambda;

import dev.otlp2parquet.aws.sign.CredentialsProvider;
import dev.otlp2parquet.host.FileObjectStore;
import dev.otlp2parquet.platform.json.JsonObject;
import dev.otlp2parquet.platform.json.JsonValue;
import dev.otlp2parquet.platform.text.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A handler as Lambda makes it, but for its store, which is a folder, and its log, which is a list. */
final class Deployed {

    private final List<String> log = new ArrayList<>();
    private final OtlpHandler handler;

    /** @param variables beside those that allow anonymous requests */
    Deployed(Path folder, Map<String, String> variables) {
        this(
                with(variables, "OTLP2PARQUET_ALLOW_ANONYMOUS", "true"),
                (config, environment, http, digest, clock, random) ->
                        new Startup.Opened(new FileObjectStore(folder), CredentialsProvider.none()));
    }

    Deployed(Map<String, String> environment, Startup.Storage storage) {
        this.handler = new OtlpHandler(environment, storage, (level, line) -> log.add(line));
    }

    private static Map<String, String> with(Map<String, String> variables, String name, String value) {
        Map<String, String> all = new HashMap<>(variables);
        all.put(name, value);
        return all;
    }

    OtlpHandler handler() {
        return handler;
    }

    List<String> log() {
        return log;
    }

    /** The result of an event as the handler writes it. */
    JsonObject result(byte[] event, Invocation invocation) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        handler.handleRequest(new ByteArrayInputStream(event), out, invocation);
        return JsonValue.parseObject(out.toByteArray());
    }

    JsonObject result(JsonObject event) throws IOException {
        return result(Events.bytes(event), Invocation.patient());
    }

    /** The body of a result. */
    static byte[] body(JsonObject result) {
        String body = result.string("body");
        return result.bool("isBase64Encoded") ? Base64.getDecoder().decode(body) : Utf8.encode(body);
    }

    /** The values of a column in all files below a folder, as DuckDB reads them, sorted. */
    static List<String> column(Path folder, String column) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("SELECT \"" + column + "\" FROM read_parquet('" + folder
                        + "/**/*.parquet', hive_partitioning = false, union_by_name = true) ORDER BY 1")) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
