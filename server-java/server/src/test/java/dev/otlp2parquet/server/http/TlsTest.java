package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.LogsServiceGrpc;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS by PEM files. */
class TlsTest {

    @TempDir
    private Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private SSLSocket connect(TestServer server, String... trusted) throws Exception {
        SSLSocket socket = (SSLSocket) trusting(trusted).getSocketFactory().createSocket("127.0.0.1", server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private SSLContext trusting(String... trusted) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String name : trusted) {
            store.setCertificateEntry(
                    name,
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(Files.newInputStream(file(name + ".pem"))));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String name(SSLSocket socket) throws Exception {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static String status(SSLSocket socket) throws Exception {
        socket.getOutputStream()
                .write("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = in.readLine();
        for (String line = status; !line.isEmpty(); ) {
            line = in.readLine();
        }
        in.skip("{\"status\":\"ready\"}".length());
        return status;
    }

    private void replace(String from, String to) throws Exception {
        Files.copy(file(from), file(to), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void newFilesAreTakenWithoutLosingConnectionsAndBrokenOnesAreNot() throws Exception {
        Pem.ec(directory, "one", "one");
        Pem.ec(directory, "two", "two");
        replace("one.pem", "server.pem");
        replace("one.key", "server.key");
        try (TestServer server = TestServer.of(Scripted::echo, Pem.files(directory, "server"));
                SSLSocket first = connect(server, "one", "two")) {
            assertEquals("CN=one", name(first));
            assertEquals("HTTP/1.1 200 OK", status(first));

            replace("two.pem", "server.pem");
            server.server().reloadTls();
            server.server().reloadTls();
            try (SSLSocket next = connect(server, "one", "two")) {
                assertEquals("CN=one", name(next), "the key is still that of the old certificate");
            }
            assertEquals(
                    1,
                    server.log().stream()
                            .filter(line -> line.contains("the key is not that of the first"))
                            .count(),
                    server.log().toString());

            replace("two.key", "server.key");
            server.server().reloadTls();
            try (SSLSocket next = connect(server, "one", "two")) {
                assertEquals("CN=two", name(next));
                assertEquals("HTTP/1.1 200 OK", status(next));
            }
            assertEquals("HTTP/1.1 200 OK", status(first));
            assertTrue(server.log().toString().contains("new TLS certificate in use"));
        }
    }

    @Test
    void alpnChoosesHttpTwo() throws Exception {
        Pem.ec(directory, "one", "localhost");
        try (TestServer server = TestServer.of(Scripted::echo, Pem.files(directory, "one"))) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trusting("one")).build();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/v1/logs"))
                            .POST(HttpRequest.BodyPublishers.ofString("x".repeat(100_000)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertEquals("POST /v1/logs " + "x".repeat(100_000), answer.body());
        }
    }

    @Test
    void aClientThatHangsUpIsReported() throws Exception {
        Pem.ec(directory, "one", "localhost");
        Scripted.Held held = new Scripted.Held();
        try (TestServer server = TestServer.of(held, Pem.files(directory, "one"))) {
            try (SSLSocket socket = connect(server, "one")) {
                socket.getOutputStream()
                        .write("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab"
                                .getBytes(StandardCharsets.US_ASCII));
                Scripted.await(held.taken);
            }
            Scripted.await(held.unanswered);
            held.released.countDown();
        }
    }

    @Test
    void keysOfAllFormsAreRead() throws Exception {
        Pem.make(directory, "rsa", "rsa", "rsa:2048");
        Pem.openssl(directory, "rsa", "-traditional", "-in", "rsa.key", "-out", "pkcs1.key");
        Pem.ec(directory, "ec", "ec");
        Pem.openssl(directory, "ec", "-in", "ec.key", "-out", "sec1.key");
        assertTrue(Files.readString(file("pkcs1.key")).contains("BEGIN RSA PRIVATE KEY"));
        assertTrue(Files.readString(file("sec1.key")).contains("BEGIN EC PRIVATE KEY"));
        Credential.load(new TlsFiles(file("rsa.pem"), file("rsa.key"), null));
        Credential.load(new TlsFiles(file("rsa.pem"), file("pkcs1.key"), null));
        Credential.load(new TlsFiles(file("ec.pem"), file("ec.key"), null));
        Credential.load(new TlsFiles(file("ec.pem"), file("sec1.key"), null));
    }

    @Test
    void messagesNameTheFileAndNotItsContent() throws Exception {
        Pem.ec(directory, "one", "one");
        Pem.openssl(directory, "pkcs8", "-topk8", "-in", "one.key", "-out", "locked.key", "-passout", "pass:secret");
        Files.writeString(file("empty.pem"), "nothing\n");
        assertEquals(
                file("locked.key") + ": the key is encrypted; expected an unencrypted one",
                problem("one.pem", "locked.key"));
        assertEquals(
                file("empty.pem") + ": expected a PEM block CERTIFICATE, found none", problem("empty.pem", "one.key"));
        assertEquals(
                file("one.pem")
                        + ": expected a PEM block PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY, found CERTIFICATE",
                problem("one.pem", "one.pem"));
        assertEquals(file("none.pem") + ": cannot be read (NoSuchFileException)", problem("none.pem", "one.key"));
        String whole = Files.readString(file("one.pem"));
        Files.writeString(file("chain.pem"), whole + whole.substring(0, whole.length() / 2));
        assertEquals(
                file("chain.pem") + ": 2 objects begin and 1 are complete; the file is damaged, or being written",
                problem("chain.pem", "one.key"));
        ListenException refused = assertThrows(
                ListenException.class,
                () -> TestServer.of(Scripted::echo, new TlsFiles(file("none.pem"), file("one.key"), null)));
        assertEquals("TLS: " + file("none.pem") + ": cannot be read (NoSuchFileException)", refused.getMessage());
    }

    private String problem(String certificates, String key) {
        return assertThrows(
                        PemException.class, () -> Credential.load(new TlsFiles(file(certificates), file(key), null)))
                .getMessage();
    }

    @Test
    void grpcOverTlsNeedsAClientCertificateIfAnAuthorityIsSet() throws Exception {
        Pem.ec(directory, "server", "localhost");
        Pem.ec(directory, "client", "client");
        Pem.ec(directory, "stranger", "stranger");
        TlsFiles files = new TlsFiles(file("server.pem"), file("server.key"), file("client.pem"));
        GatewayService gateway = new GatewayService(directory.resolve("bucket"), "AUTH_TOKEN", "token");
        try (TestServer server = TestServer.of(gateway, files)) {
            assertEquals(Status.Code.UNAUTHENTICATED, export(server, "client"), "the token is missing, TLS is not");
            assertEquals(Status.Code.UNAVAILABLE, export(server, "stranger"));
            assertEquals(Status.Code.UNAVAILABLE, export(server, null));
        }
    }

    private Status.Code export(TestServer server, String client) throws Exception {
        SslContextBuilder context =
                GrpcSslContexts.forClient().trustManager(file("server.pem").toFile());
        if (client != null) {
            context.keyManager(
                    file(client + ".pem").toFile(), file(client + ".key").toFile());
        }
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", server.port())
                .sslContext(context.build())
                .build();
        try {
            return assertThrows(
                            StatusRuntimeException.class,
                            () -> LogsServiceGrpc.newBlockingStub(channel)
                                    .export(ExportLogsServiceRequest.getDefaultInstance()))
                    .getStatus()
                    .getCode();
        } finally {
            channel.shutdownNow();
        }
    }
}
