package dev.otlp2parquet.reader;

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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.ExpressionParser;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.metrics.MetricsReport;
import org.apache.iceberg.metrics.ScanReport;
import org.apache.iceberg.metrics.ScanReportParser;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;

/**
 * Answers questions about tables: one JSON object per line of standard input, one per line of standard output, {@code result} or
 * {@code error}. The arguments are the properties of the REST catalog, {@code name=value}.
 *
 * <p>Filters are expressions as the REST specification writes them.
 */
public final class IcebergReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Catalog catalog;

    private IcebergReader(Catalog catalog) {
        this.catalog = catalog;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> properties = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            properties.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        IcebergReader reader =
                new IcebergReader(CatalogUtil.loadCatalog(RESTCatalog.class.getName(), "lake", properties, null));
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println("{\"result\":\"ready\"}");
        out.flush();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ObjectNode answer = JSON.objectNode();
            try {
                answer.set("result", reader.answer(MAPPER.readTree(line)));
            } catch (Exception | LinkageError e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                answer.put("error", trace.toString());
            }
            out.println(MAPPER.writeValueAsString(answer));
            out.flush();
        }
    }

    private JsonNode answer(JsonNode question) throws IOException {
        String what = question.get("do").textValue();
        return switch (what) {
            case "tables" -> tables(question);
            case "rows" -> rows(table(question), filter(question));
            case "texts" -> texts(table(question), question.get("column").textValue());
            case "plan" -> plan(table(question), filter(question));
            case "facts" -> TableFacts.of(table(question));
            case "audit" -> TableFacts.audit(table(question));
            case "evolve" -> evolve(table(question), question);
            default -> throw new IllegalArgumentException("unknown question " + what);
        };
    }

    private JsonNode tables(JsonNode question) {
        ArrayNode names = JSON.arrayNode();
        Namespace namespace = Namespace.of(question.get("namespace").textValue());
        if (((SupportsNamespaces) catalog).namespaceExists(namespace)) {
            catalog.listTables(namespace).stream()
                    .map(TableIdentifier::name)
                    .sorted()
                    .forEach(names::add);
        }
        return names;
    }

    private Table table(JsonNode question) {
        return catalog.loadTable(TableIdentifier.of(
                question.get("namespace").textValue(), question.get("table").textValue()));
    }

    private static Expression filter(JsonNode question) {
        JsonNode filter = question.get("filter");
        return filter == null ? Expressions.alwaysTrue() : ExpressionParser.fromJson(filter.toString());
    }

    /** Renames a column and adds one of texts, as another engine may at any time. */
    private static JsonNode evolve(Table table, JsonNode question) {
        table.updateSchema()
                .renameColumn(
                        question.get("rename").textValue(), question.get("to").textValue())
                .addColumn(question.get("add").textValue(), Types.StringType.get())
                .commit();
        return JSON.booleanNode(true);
    }

    private static JsonNode rows(Table table, Expression filter) throws IOException {
        ArrayNode rows = JSON.arrayNode();
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table).where(filter).build()) {
            for (Record record : records) {
                rows.add(TaggedJson.struct(record, table.schema().asStruct()));
            }
        }
        return rows;
    }

    /** One column of texts: of tables with too many rows to hold all of them. */
    private static JsonNode texts(Table table, String column) throws IOException {
        ArrayNode texts = JSON.arrayNode();
        try (CloseableIterable<Record> records =
                IcebergGenerics.read(table).select(column).build()) {
            for (Record record : records) {
                texts.add((String) record.getField(column));
            }
        }
        return texts;
    }

    /** The files that a scan would open, and what it says of those that it would not. */
    private static JsonNode plan(Table table, Expression filter) throws IOException {
        AtomicReference<MetricsReport> report = new AtomicReference<>();
        ObjectNode plan = JSON.objectNode();
        ArrayNode files = plan.putArray("files");
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().filter(filter).metricsReporter(report::set).planFiles()) {
            for (FileScanTask task : tasks) {
                ObjectNode file = files.addObject()
                        .put("path", task.file().location())
                        .put("records", task.file().recordCount());
                file.set(
                        "partition",
                        TableFacts.partition(task.file(), task.spec().partitionType()));
            }
        }
        JsonNode metrics = MAPPER.readTree(ScanReportParser.toJson((ScanReport) report.get()))
                .get("metrics");
        ObjectNode counts = plan.putObject("metrics");
        metrics.properties().forEach(metric -> {
            if (metric.getValue().has("value")) {
                counts.set(metric.getKey(), metric.getValue().get("value"));
            }
        });
        return plan;
    }
}
