package dev.otlp2parquet.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs SQL: one JSON object {@code {"sql": ...}} per line of standard input, one per line of standard output, {@code result} or
 * {@code error}. The arguments are the properties of the REST catalog {@code lake}, {@code name=value}.
 *
 * <p>A result has the rows and, for each table scanned, whether it was read in vectors and what Iceberg counted while planning.
 */
public final class SparkReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CATALOG = "spark.sql.catalog.lake";

    private SparkReader() {}

    public static void main(String[] arguments) throws IOException {
        SparkSession.Builder builder = SparkSession.builder()
                .master("local[1]")
                .appName("otlp2parquet end to end")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.datetime.java8API.enabled", "true")
                // Many small queries: compiling each costs more than running it.
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                // A plan that changes while it runs hides its scans.
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.extensions", "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions")
                .config(CATALOG, "org.apache.iceberg.spark.SparkCatalog")
                .config(CATALOG + ".type", "rest")
                // Somebody else commits to its tables.
                .config(CATALOG + ".cache-enabled", "false")
                .config("spark.sql.defaultCatalog", "lake");
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            builder.config(CATALOG + "." + argument.substring(0, equals), argument.substring(equals + 1));
        }
        try (SparkSession session = builder.getOrCreate()) {
            session.sparkContext().setLogLevel("ERROR");
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            out.println("{\"result\":\"ready\"}");
            out.flush();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                ObjectNode answer = JSON.objectNode();
                try {
                    answer.set(
                            "result",
                            run(session, MAPPER.readTree(line).get("sql").textValue()));
                } catch (Exception | LinkageError e) {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    answer.put("error", trace.toString());
                }
                out.println(MAPPER.writeValueAsString(answer));
                out.flush();
            }
        }
    }

    private static JsonNode run(SparkSession session, String sql) throws ReflectiveOperationException {
        Dataset<Row> data = session.sql(sql);
        ObjectNode result = JSON.objectNode();
        ArrayNode rows = result.putArray("rows");
        for (Row row : data.collectAsList()) {
            rows.add(TaggedJson.row(row));
        }
        ArrayNode scans = result.putArray("scans");
        for (SparkPlan leaf : CollectionConverters.asJava(executed(data).collectLeaves())) {
            ObjectNode scan = scans.addObject().put("node", leaf.nodeName()).put("vectorized", leaf.supportsColumnar());
            ObjectNode metrics = scan.putObject("metrics");
            CollectionConverters.asJava(leaf.metrics()).forEach((name, metric) -> metrics.put(name, metric.value()));
        }
        return result;
    }

    /** The plan that was run. Its getter is in another class since Spark 4, under the same name. */
    private static SparkPlan executed(Dataset<Row> data) throws ReflectiveOperationException {
        Object execution = data.getClass().getMethod("queryExecution").invoke(data);
        return ((QueryExecution) execution).executedPlan();
    }
}
