package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates that sign themselves, for localhost, made by openssl. */
final class Pem {

    private Pem() {}

    /** Makes a certificate {@code name.pem} and its key in PKCS#8, {@code name.key}. */
    static void make(Path directory, String name, String commonName, String... algorithm) throws Exception {
        List<String> command = new ArrayList<>(List.of("req", "-x509", "-nodes", "-days", "2", "-newkey"));
        command.addAll(List.of(algorithm));
        command.addAll(List.of("-subj", "/CN=" + commonName, "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"));
        command.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem"));
        openssl(directory, command.toArray(new String[0]));
    }

    static void ec(Path directory, String name, String commonName) throws Exception {
        make(directory, name, commonName, "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1");
    }

    static void openssl(Path directory, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    static TlsFiles files(Path directory, String name) {
        return new TlsFiles(directory.resolve(name + ".pem"), directory.resolve(name + ".key"), null);
    }
}
