package dev.otlp2parquet.server.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.otlp2parquet.server.config.ServerSettings;
import dev.otlp2parquet.server.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No output of any command contains a secret, whether the configuration is valid or not. */
class NoSecretTest {

    private static final String MARK = "Hush4711";

    private static final List<List<String>> COMMANDS = List.of(
            List.of("config", "check"),
            List.of("config", "check", "--set", "OTLP2PARQUET_AUTH_TOKEN=" + MARK),
            List.of("config", "check", "--set", "storage.secret_access_key=" + MARK),
            List.of("config", "check", "--set", MARK),
            List.of("config", "check", "--auth-token", MARK),
            List.of("config", "check", "--token=" + MARK),
            List.of("config", "check", MARK),
            List.of("serve"),
            List.of("serve", "--password=" + MARK),
            List.of("serve", "--storage", "fs"),
            List.of("serve", "--storage", "r2"),
            List.of("status", "--url", "http://user:" + MARK + "@host"),
            List.of("status", "--url", "http://127.0.0.1:1/?token=" + MARK),
            List.of("flush", "--token", MARK),
            List.of("connect", "sdk"),
            List.of("connect", "claude-code"),
            List.of("connect", "codex"),
            List.of("connect", "otel-collector"),
            List.of("query", "--storage", "fs"),
            List.of("version"));

    @TempDir
    private Path directory;

    private Run run() {
        Run run = new Run(directory);
        for (Setting setting : ServerSettings.all()) {
            if (setting.secret()) {
                run.env(setting.name(), MARK + "-" + setting.name());
            }
        }
        return run;
    }

    private static void assertSilent(Run run, List<String> command) {
        Run.Ended ended = run.run(command.toArray(new String[0]));
        assertFalse(ended.all().contains(MARK), command + " printed\n" + ended.all());
        run.served.forEach(config -> assertFalse(config.toString().contains(MARK)));
    }

    private static void assertSilent(Run run) {
        COMMANDS.forEach(command -> assertSilent(run, command));
    }

    @Test
    void inAValidConfiguration() {
        Run run = run().env("OTLP2PARQUET_S3_BUCKET", "tables")
                .env("OTLP2PARQUET_S3_REGION", "us-east-1")
                .env("OTLP2PARQUET_R2_ACCOUNT_ID", "0123456789abcdef0123456789abcdef");
        assertSilent(run);
        assertTrue(run.run("config", "check").out().endsWith("The configuration is valid.\n"));
        assertTrue(!run.served.isEmpty());
    }

    @Test
    void inContradictions() {
        assertSilent(run());
        assertSilent(run().env("OTLP2PARQUET_ALLOW_ANONYMOUS", "true"));
        assertSilent(run().env("OTLP2PARQUET_CATALOG_URI", "https://user:" + MARK + "@catalog.example.com"));
        assertSilent(run().env("OTLP2PARQUET_CATALOG_URI", "https://catalog.example.com?key=" + MARK));
        assertSilent(run().env("OTLP2PARQUET_S3_BUCKET", "tables")
                .env("OTLP2PARQUET_S3_ENDPOINT", "https://user:" + MARK + "@host"));
        assertSilent(run().env("OTLP2PARQUET_BASE_PATH", "s3://user:" + MARK + "@bucket/x"));
    }

    @Test
    void inMalformedSecrets() {
        for (Setting setting : ServerSettings.all()) {
            if (setting.secret()) {
                for (String wrong : List.of(MARK + "\u00e9", MARK + ":" + MARK, MARK + ",,", MARK + "\n" + MARK)) {
                    assertSilent(run().env(setting.name(), wrong));
                }
            }
        }
    }

    @Test
    void inFilesOfSecrets() throws Exception {
        Files.writeString(directory.resolve("secret"), MARK + "\n" + MARK + "\n");
        Run run = new Run(directory);
        for (Setting setting : ServerSettings.all()) {
            if (setting.secret()) {
                run.env(setting.fileVariable(), "secret");
            }
        }
        assertSilent(run);
    }

    @Test
    void inTheConfigurationFile() throws Exception {
        List<String> documents = new ArrayList<>(List.of(
                "server.auth_token = " + MARK + "\n",
                "server.auth_token = '" + MARK + "\n",
                "[" + MARK + "\n",
                "[server]\n" + MARK + " \n",
                "[server]\nlisten_addr = \"127.0.0.1:0\" " + MARK + "\n"));
        for (Setting setting : ServerSettings.all()) {
            if (setting.secret()) {
                String key = setting.name().substring(Setting.PREFIX.length()).toLowerCase(Locale.ROOT);
                documents.add("[auth]\n" + key + " = \"" + MARK + "\"\n");
                documents.add(key + " = \"" + MARK + "\"\n");
                documents.add("[server." + key + "]\nvalue = \"" + MARK + "\"\n");
            }
        }
        for (String document : documents) {
            Files.writeString(directory.resolve("config.toml"), document);
            assertSilent(run(), List.of("config", "check"));
            assertSilent(run(), List.of("serve"));
        }
    }
}
