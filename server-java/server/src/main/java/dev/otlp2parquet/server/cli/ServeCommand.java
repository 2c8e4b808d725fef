package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.ConfigInputs;
import dev.otlp2parquet.server.config.Configuration;
import dev.otlp2parquet.server.config.ServerConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: runs the server. */
@Command(name = "serve", description = "Runs the server until it is stopped.", sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Serving serving;

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--dev",
            description =
                    "For trying it on this machine: without credentials in the configuration a token is made, shown"
                            + " and kept in the data directory.")
    private boolean development;

    @Spec
    private CommandSpec spec;

    ServeCommand(Terminal terminal, Serving serving) {
        this.terminal = terminal;
        this.serving = serving;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.read(
                spec, terminal, development ? ConfigInputs.Purpose.DEVELOPMENT : ConfigInputs.Purpose.SERVE);
        ConfigOptions.require(configuration, terminal);
        ServerConfig config = configuration.config();
        if (configuration.developmentToken() != null) {
            terminal.err().print(instructions(config, configuration.developmentToken()));
            terminal.err().flush();
        }
        serving.serve(config);
        return 0;
    }

    private static String instructions(ServerConfig config, String token) {
        String url = (config.tls() == null ? "http" : "https") + "://" + config.listen();
        return """
                The development token is %1$s

                Send a log:
                  curl -sS %2$s/v1/logs -H 'Authorization: Bearer %1$s' -H 'Content-Type: application/json' \\
                    -d '{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"curl"}}]},'\\
                '"scopeLogs":[{"logRecords":[{"body":{"stringValue":"hello"}}]}]}]}'
                Configure an exporter:
                  OTEL_EXPORTER_OTLP_ENDPOINT=%2$s
                  OTEL_EXPORTER_OTLP_HEADERS="authorization=Bearer %1$s"
                Query:
                  %3$s query "SELECT ServiceName, count(*) FROM logs GROUP BY 1"

                """.formatted(token, url, System.getProperty("otlp2parquet.command", "otlp2parquet"));
    }
}
