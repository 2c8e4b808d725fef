package dev.otlp2parquet.server.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} and {@code flush} against a server. */
class ServerCommandsTest {

    private static final String STATUS = """
            {"batching":"enabled","catalog_mode":"rest",
             "buffers":[
              {"buffer":"logs-0","backlog":{"requests":12,"rows":3400,"stored_bytes":56000,"oldest_age_ms":2500},
               "ranges_being_stored":1,"last_flush_unix_ms":1795255200000},
              {"buffer":"traces-0","failure":{"reason":"it does not answer: timeout"}}],
             "committers":[
              {"table":"otel.logs","waiting":{"files":2,"ranges":1,"oldest_age_ms":61000},
               "last_commit_unix_ms":1795255200000,"last_snapshot_id":"4412","warning":"1200 snapshots"}],
             "status":"degraded"}
            """;

    @TempDir
    private Path directory;

    private Run run() {
        return new Run(directory).env("OTLP2PARQUET_AUTH_TOKEN", "first,second");
    }

    @Test
    void statusIsATable() throws Exception {
        try (StubServer server = new StubServer().answer(200, STATUS)) {
            Run.Ended ended = run().run("status", "--url", server.url());
            assertEquals("""
                    status: degraded
                    batching: enabled, catalog: rest

                    buffer   | requests | rows | bytes | oldest | last flush           | being stored | state
                    ---------+----------+------+-------+--------+----------------------+--------------+--------
                    logs-0   |       12 | 3400 | 56000 |    2 s | 2026-11-21T10:00:00Z | 1 ranges     | ok
                    traces-0 |        - |    - |     - |      - | -                    | -            | failing

                    table     | files | ranges | oldest | last commit          | snapshot | state
                    ----------+-------+--------+--------+----------------------+----------+------
                    otel.logs |     2 |      1 | 61 s   | 2026-11-21T10:00:00Z | 4412     | ok

                    problems:
                      traces-0: it does not answer: timeout
                      otel.logs: 1200 snapshots
                    """, ended.out());
            assertEquals(0, ended.code());
            assertEquals(List.of("GET /status Bearer first null"), server.requests);
        }
    }

    @Test
    void statusAsTheServerSentIt() throws Exception {
        try (StubServer server = new StubServer().answer(200, STATUS)) {
            assertEquals(
                    STATUS + "\n",
                    run().run("status", "--json", "--url", server.url()).out());
        }
    }

    @Test
    void noServer() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        for (String command : List.of("status", "flush")) {
            Run.Ended ended = run().run(command, "--url", "127.0.0.1:" + free);
            assertEquals(
                    new Run.Ended(
                            1,
                            "",
                            "no server answers at http://127.0.0.1:" + free
                                    + "; start it with \"otlp2parquet serve\", or name its address with --url\n"),
                    ended);
        }
    }

    @Test
    void aWrongToken() throws Exception {
        try (StubServer server = new StubServer().answer(401, "{}").answer(401, "{}")) {
            assertEquals(
                    server.url() + " does not accept the token (or user and password) that was found; set"
                            + " OTLP2PARQUET_AUTH_TOKEN to the token of this server\n",
                    run().run("status", "--url", server.url()).err());
            assertEquals(
                    server.url() + " needs a token: set OTLP2PARQUET_AUTH_TOKEN, or name a file with --token-file\n",
                    new Run(directory).run("status", "--url", server.url()).err());
        }
    }

    @Test
    void anotherServer() throws Exception {
        try (StubServer server = new StubServer().answer(200, "<html>").answer(404, "{\"message\":\"no such path\"}")) {
            assertEquals(
                    server.url() + " answered with status 200 and no JSON: it is not otlp2parquet; correct --url\n",
                    run().run("status", "--url", server.url()).err());
            assertEquals(
                    server.url() + " answered 404: no such path; is this otlp2parquet? Correct --url\n",
                    run().run("status", "--url", server.url()).err());
        }
    }

    @Test
    void theTokenComesFromTheFirstPlaceThatHasOne() throws Exception {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/dev-token"), "of-dev\n");
        Files.writeString(directory.resolve("token"), "of-file\n");
        try (StubServer server = new StubServer()) {
            for (int i = 0; i < 5; i++) {
                server.answer(200, STATUS);
            }
            Run run = new Run(directory);
            run.run("status", "--url", server.url());
            run.env("OTLP2PARQUET_BASIC_AUTH_USERNAME", "user").env("OTLP2PARQUET_BASIC_AUTH_PASSWORD", "word");
            run.run("status", "--url", server.url());
            run.env("OTLP2PARQUET_AUTH_TOKEN_FILE", "token");
            run.run("status", "--url", server.url());
            run.env("OTLP2PARQUET_AUTH_TOKEN", "of-environment");
            run.run("status", "--url", server.url());
            run.run("status", "--url", server.url(), "--token-file", "token");
            String basic = Base64.getEncoder().encodeToString("user:word".getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    List.of(
                            "GET /status Bearer of-dev null",
                            "GET /status Basic " + basic + " null",
                            "GET /status Bearer of-file null",
                            "GET /status Bearer of-environment null",
                            "GET /status Bearer of-file null"),
                    server.requests);
        }
    }

    @Test
    void flushAsksUntilEverythingIsDone() throws Exception {
        try (StubServer server = new StubServer()
                .answer(503, "{\"status\":\"incomplete\",\"problems\":[\"logs-0: 3 ranges are left\"]}")
                .answer(200, "{\"status\":\"done\",\"problems\":[]}")) {
            Run.Ended ended = run().run("flush", "--url", server.url());
            assertEquals(0, ended.code());
            assertEquals("Everything that was accepted is stored and committed.\n", ended.out());
            assertTrue(ended.err().endsWith(" s: logs-0: 3 ranges are left\n"), ended.err());
            assertEquals("POST /flush Bearer first wait=10", server.requests.get(0));
            assertEquals(2, server.requests.size());
        }
    }

    @Test
    void flushSaysWhatIsLeftWhenTheTimeIsOver() throws Exception {
        try (StubServer server = new StubServer()
                .answer(503, "{\"status\":\"incomplete\",\"problems\":[\"logs-0: 3 ranges are left\"]}")) {
            Run.Ended ended = run().run("flush", "--wait", "0", "--url", server.url());
            assertEquals(1, ended.code());
            assertEquals("""
                    Not finished after 0 s. The server continues. Left:
                      logs-0: 3 ranges are left
                    Run the command again to wait longer; "otlp2parquet status" has details.
                    """, ended.out());
            assertEquals(List.of("POST /flush Bearer first wait=0"), server.requests);
        }
    }

    @Test
    void flushOfAServerThatCannotWork() throws Exception {
        try (StubServer server = new StubServer().answer(503, "{\"code\":14,\"message\":\"not configured\"}")) {
            assertEquals(
                    new Run.Ended(1, "", server.url() + " answered 503: not configured\n"),
                    run().run("flush", "--url", server.url()));
        }
    }

    @Test
    void anAddressHasNoUserAndNoQuery() {
        for (String wrong : List.of("ftp://host", "http://user:word@host", "http://host?token=x", "http://")) {
            assertEquals(
                    "--url: expected an address without user and query, such as http://127.0.0.1:4318\n",
                    run().run("status", "--url", wrong).err());
        }
    }
}
