package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ConfigInputs;
import dev.otlp2parquet.server.config.Configuration;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: SQL over the stored files. */
@Command(
        name = "query",
        description = "Runs SQL (DuckDB) over the stored Parquet files. Each table with data is a view: logs, traces,"
                + " metrics_gauge, metrics_sum, metrics_histogram, metrics_exponential_histogram, metrics_summary.",
        sortOptions = false)
final class QueryCommand implements Callable<Integer> {

    private static final int FLUSH_SECS = 30;

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "SQL",
            description = "One statement in quotes; - reads it from standard input. Without it, lists the tables.")
    private String sql;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, json or csv. Default: ${DEFAULT-VALUE}")
    private String format;

    @Option(names = "--flush", description = "First have the running server at --url store what it has accepted.")
    private boolean flush;

    @Mixin
    private ServerOptions server;

    @Mixin
    private ConfigOptions options;

    @Spec
    private CommandSpec spec;

    QueryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ResultText text = ResultText.named(format.toLowerCase(Locale.ROOT));
        Configuration configuration = options.read(spec, terminal, ConfigInputs.Purpose.READ);
        ConfigOptions.require(configuration, terminal);
        if (configuration.hasCatalog()) {
            throw new Complaint("query reads plain files, but this configuration stores into the tables of a catalog;"
                    + " docs/querying.md shows how to connect DuckDB, Spark or Trino to the catalog");
        }
        String statement = statement();
        if (flush) {
            ServerClient client = new ServerClient(server.url(), server.authorization(terminal));
            if (FlushCommand.flush(client, FLUSH_SECS, terminal).status() != 200) {
                terminal.err().println("the flush did not finish in time: recently sent rows may be missing");
            }
        }
        String prefix = configuration.config().variables().getOrDefault("OTLP2PARQUET_BASE_PATH", "");
        try (Lake lake = Lake.open(configuration.config().storage(), prefix)) {
            if (lake.isEmpty()) {
                terminal.err()
                        .println("No data yet. Rows that a server has accepted are stored by \"otlp2parquet flush\";"
                                + " \"otlp2parquet connect\" shows how to send some.");
            }
            terminal.out().print(text.of(statement == null ? lake.summary() : lake.query(statement)));
        }
        return 0;
    }

    /** The SQL, or null for the list of tables. */
    private String statement() throws IOException {
        return "-".equals(sql) ? terminal.in().lines().collect(Collectors.joining("\n")) : sql;
    }
}
