package dev.otlp2parquet.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.server.config.Address;
import dev.otlp2parquet.server.config.ServerSettings;
import dev.otlp2parquet.server.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands, their exit codes and their messages. */
class CommandLineTest {

    @TempDir
    private Path directory;

    private Run run() {
        return new Run(directory).env("OTLP2PARQUET_AUTH_TOKEN", "some-token");
    }

    @Test
    void serveRunsTheServerWithTheConfiguration() {
        Run run = run();
        Run.Ended ended = run.run(
                "serve", "--listen", "127.0.0.1:5000", "--flush-on-stop", "--set", "OTLP2PARQUET_BATCH_SHARDS=3");
        assertEquals(new Run.Ended(0, "", ""), ended);
        assertEquals(new Address("127.0.0.1", 5000), run.served.get(0).listen());
        assertTrue(run.served.get(0).stop().flush());
        assertEquals("3", run.served.get(0).variables().get("OTLP2PARQUET_BATCH_SHARDS"));
    }

    @Test
    void serveHasAllFlagsOfTheSettings() {
        String help = run().run("serve", "--help").out();
        for (Setting setting : ServerSettings.all()) {
            assertTrue(setting.flag() == null || help.contains(setting.flag()), setting.flag());
        }
    }

    @Test
    void serveInDevelopmentShowsItsToken() {
        Run run = new Run(directory);
        Run.Ended ended = run.run("serve", "--dev");
        String token = run.served.get(0).variables().get("OTLP2PARQUET_AUTH_TOKEN");
        assertEquals(0, ended.code());
        assertTrue(ended.err().startsWith("The development token is " + token + "\n"), ended.err());
        assertTrue(ended.err().contains("  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318\n"), ended.err());
    }

    @Test
    void serveReportsWhyTheServerFailed() {
        Run run = run();
        run.failure = "port 4318 is taken; choose another one with --listen";
        assertEquals(new Run.Ended(1, "", "port 4318 is taken; choose another one with --listen\n"), run.run("serve"));
    }

    @Test
    void serveWithAnInvalidConfigurationDoesNotStart() {
        Run run = run();
        Run.Ended ended = run.run("serve", "--log-format", "xml", "--listen", "here");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("OTLP2PARQUET_LOG_FORMAT=xml: expected json, text"), ended.err());
        assertTrue(ended.err().contains("OTLP2PARQUET_LISTEN_ADDR (--listen)=here"), ended.err());
        assertTrue(ended.err().endsWith("docs/server-configuration.md lists all settings.\n"), ended.err());
        assertEquals(List.of(), run.served);
    }

    @Test
    void configCheckPrintsEachValueWithItsSource() throws Exception {
        Files.writeString(directory.resolve("config.toml"), "[batch]\nmax_rows = 5\n");
        Run.Ended ended = run().run("config", "check", "--log-level", "debug");
        assertEquals(0, ended.code());
        assertTrue(ended.out().contains(" 5 "), ended.out());
        for (String line : List.of(
                "OTLP2PARQUET_BATCH_MAX_ROWS +\\| 5 +\\| config.toml:2:1",
                "OTLP2PARQUET_LOG_LEVEL +\\| debug +\\| --log-level",
                "OTLP2PARQUET_LISTEN_ADDR +\\| 0.0.0.0:4318 +\\| default",
                "OTLP2PARQUET_AUTH_TOKEN +\\| \\(hidden, set by environment\\) +\\| environment")) {
            assertTrue(ended.out().lines().anyMatch(each -> each.matches(line)), line + " in\n" + ended.out());
        }
        assertTrue(ended.out().endsWith("The configuration is valid.\n"), ended.out());
    }

    @Test
    void configCheckFailsWithAllProblems() throws Exception {
        Files.writeString(directory.resolve("config.toml"), "[batch]\nmax_rws = 5\n");
        Run.Ended ended = run().run("config", "check", "--log-level", "loud");
        assertEquals(1, ended.code());
        assertTrue(ended.err().contains("config.toml:2:1: batch.max_rws"), ended.err());
        assertTrue(ended.err().contains("OTLP2PARQUET_LOG_LEVEL=loud"), ended.err());
    }

    @Test
    void versionNamesProgramAndJava() {
        Run.Ended ended = run().run("version");
        assertTrue(ended.out().matches("otlp2parquet \\S+ \\(Java .*\\)\n"));
        assertEquals(ended, run().run("--version"));
    }

    @Test
    void wrongUsageIsExplained() {
        assertUsage("a command is missing\nUsage: otlp2parquet --help\n");
        assertUsage("a command is missing: config check\nUsage: otlp2parquet config --help\n", "config");
        assertUsage("\"statsu\" is not expected here; did you mean status?\nUsage: otlp2parquet --help\n", "statsu");
        assertUsage(
                "there is no option --lisen; did you mean --listen?\nUsage: otlp2parquet serve --help\n",
                "serve",
                "--lisen=x");
        assertUsage(
                "--auth-token: secrets are not accepted on the command line, where other users can see them; set the"
                        + " environment variable OTLP2PARQUET_AUTH_TOKEN, or OTLP2PARQUET_AUTH_TOKEN_FILE to the path of"
                        + " a file that holds it\nUsage: otlp2parquet serve --help\n",
                "serve",
                "--auth-token=x");
        assertUsage(
                "there is more than one argument: put the SQL in quotes\nUsage: otlp2parquet query --help\n",
                "query",
                "SELECT",
                "1");
    }

    private void assertUsage(String message, String... args) {
        assertEquals(new Run.Ended(2, "", message), run().run(args));
    }

    @Test
    void everyCommandHasHelp() {
        for (List<String> command : List.of(
                List.of("--help"),
                List.of("serve", "--help"),
                List.of("config", "--help"),
                List.of("config", "check", "--help"),
                List.of("status", "--help"),
                List.of("flush", "--help"),
                List.of("query", "--help"),
                List.of("connect", "--help"),
                List.of("version", "--help"))) {
            Run.Ended ended = run().run(command.toArray(new String[0]));
            assertEquals(0, ended.code());
            assertTrue(ended.out().startsWith("Usage: otlp2parquet"), ended.out());
        }
    }
}
