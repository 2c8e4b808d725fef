package dev.otlp2parquet.server.http;

import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import java.util.Arrays;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The TLS of one listener. New files are taken for new connections; those that are open keep what they have. Files that cannot be used
 * change nothing, and are logged once. The content is compared and not the time, since certificates often are symbolic links, and are
 * replaced one file after the other.
 */
final class Tls {

    private final TlsFiles files;
    private final Log log;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private byte[] tried;
    private String problem = "";

    private Tls(TlsFiles files, Log log) {
        this.files = files;
        this.log = log;
    }

    static Tls load(TlsFiles files, Log log) throws ListenException {
        Tls tls = new Tls(files, log);
        try {
            tls.tried = Credential.fingerprint(files);
            set(tls.context, Credential.load(files));
        } catch (PemException e) {
            throw new ListenException("TLS: " + e.getMessage(), e);
        }
        tls.context.setKeyStorePassword("");
        tls.context.setNeedClientAuth(files.clientAuthorities() != null);
        // A server that has one certificate shows it to every client.
        tls.context.setSniRequired(false);
        tls.context.setEndpointIdentificationAlgorithm(null);
        return tls;
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Takes the files if they have changed. Called by one thread at a time. */
    void reload() {
        try {
            byte[] now = Credential.fingerprint(files);
            if (Arrays.equals(now, tried)) {
                return;
            }
            tried = now;
            Credential credential = Credential.load(files);
            context.reload(factory -> set(factory, credential));
            problem = "";
            log.write(new LogLine(LogLevel.INFO, "new TLS certificate in use")
                    .field("file", files.certificates().toString()));
        } catch (PemException e) {
            keepOld(e.getMessage());
        } catch (Exception e) {
            keepOld(String.valueOf(e.getMessage()));
        }
    }

    private void keepOld(String newProblem) {
        if (!newProblem.equals(problem)) {
            problem = newProblem;
            log.write(new LogLine(LogLevel.ERROR, "the TLS files cannot be used; the old certificate stays in use")
                    .field("problem", newProblem));
        }
    }

    private static void set(SslContextFactory factory, Credential credential) {
        factory.setKeyStore(credential.keys());
        factory.setTrustStore(credential.authorities());
    }
}
