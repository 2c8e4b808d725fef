package dev.otlp2parquet.server.config;

import dev.otlp2parquet.server.http.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A configuration that was read: from flags, the environment, a TOML file and defaults, in this order of precedence. Each value is kept
 * with its source, so that every message says where to look.
 */
public final class Configuration {

    private static final String LISTEN = "OTLP2PARQUET_LISTEN_ADDR";
    private static final String GRPC_LISTEN = "OTLP2PARQUET_GRPC_LISTEN_ADDR";
    private static final String DATA_DIR = "OTLP2PARQUET_DATA_DIR";
    private static final String TLS_CERT = "OTLP2PARQUET_TLS_CERT_FILE";
    private static final String TLS_KEY = "OTLP2PARQUET_TLS_KEY_FILE";
    private static final String TLS_CLIENT_CA = "OTLP2PARQUET_TLS_CLIENT_CA_FILE";
    private static final String ANONYMOUS = "OTLP2PARQUET_ALLOW_ANONYMOUS";
    private static final String AUTH_TOKEN = "OTLP2PARQUET_AUTH_TOKEN";
    private static final List<String> CREDENTIALS =
            List.of(AUTH_TOKEN, "OTLP2PARQUET_BASIC_AUTH_USERNAME", "OTLP2PARQUET_BASIC_AUTH_PASSWORD");

    private static final int PORT = 4318;
    private static final int GRPC_PORT = 4317;
    private static final List<Path> FILES = List.of(Path.of("config.toml"), Path.of(".otlp2parquet.toml"));

    private final Path directory;
    private final Findings findings = new Findings();
    private final Effective effective;
    private final boolean hasCatalog;
    private final String developmentToken;
    private final ServerConfig config;

    private Configuration(ConfigInputs inputs) {
        this.directory = inputs.directory();
        Path file = inputs.file() == null ? found(directory) : inputs.file();
        Layer flags = FlagLayer.read(inputs.flags(), inputs.sets(), findings);
        Layer environment = EnvironmentLayer.read(inputs.environment(), directory, findings);
        Layer document = file == null ? new Layer(findings) : TomlLayer.read(directory, file, findings);
        boolean complete = document != null;
        this.effective =
                new Effective(complete ? List.of(flags, environment, document) : List.of(flags, environment), findings);
        boolean unprotected = CREDENTIALS.stream().noneMatch(effective::isGiven)
                && !effective.text(ANONYMOUS).equalsIgnoreCase("true");
        boolean development = unprotected && inputs.purpose() == ConfigInputs.Purpose.DEVELOPMENT;
        Address listen = listen(development);
        Address grpcListen = grpcListen(listen);
        boolean ownAddress = effective.isGiven(GRPC_LISTEN);
        requireLoopback(development && ownAddress, GRPC_LISTEN, grpcListen);
        TlsFiles tls = tls();
        Path dataDir = Path.of(effective.text(DATA_DIR));
        CatalogSelection catalog = new CatalogSelection(effective, inputs.environment(), findings);
        StorageReader reader = new StorageReader(effective, inputs.environment(), catalog.reachesS3(), findings);
        int before = findings.problems().size();
        Storage storage = reader.read(dataDir, directory);
        boolean storageIsRead = findings.problems().size() == before;
        this.hasCatalog = catalog.complete(storage);
        if (inputs.purpose() == ConfigInputs.Purpose.DEVELOPMENT) {
            effective.byDefault("OTLP2PARQUET_LOG_FORMAT", "text", "default of --dev");
        }
        LogFormat logFormat =
                effective.choice("OTLP2PARQUET_LOG_FORMAT", "json", "text") == 1 ? LogFormat.TEXT : LogFormat.JSON;
        Stop stop = new Stop(
                effective.flag("OTLP2PARQUET_FLUSH_ON_STOP"),
                effective.number("OTLP2PARQUET_STOP_TIMEOUT_SECS", 1, 3600));
        this.developmentToken = development && findings.problems().isEmpty() ? token(dataDir) : null;
        boolean read = inputs.purpose() == ConfigInputs.Purpose.READ;
        if (unprotected && (read || development) && developmentToken == null) {
            // So that the core does not miss credentials.
            effective.byDefault(AUTH_TOKEN, "none", "default");
        }
        Map<String, String> variables = variables(catalog, storageIsRead);
        if (complete) {
            CoreCheck.check(variables, effective, findings);
        }
        warnOfAnonymous(LISTEN, listen);
        warnOfAnonymous(GRPC_LISTEN, ownAddress ? grpcListen : null);
        this.config = findings.problems().isEmpty()
                ? new ServerConfig(
                        listen,
                        grpcListen,
                        tls,
                        directory.resolve(dataDir).normalize(),
                        storage,
                        reader.credentials(),
                        logFormat,
                        stop,
                        variables)
                : null;
    }

    /** Reads a configuration. Problems are in the result. */
    public static Configuration read(ConfigInputs inputs) {
        return new Configuration(inputs);
    }

    /** What is wrong, one line each; empty if the configuration can be used. */
    public List<String> problems() {
        return findings.problems();
    }

    /** What works, but should be changed, one line each. */
    public List<String> warnings() {
        return findings.warnings();
    }

    /** The values in force with their sources, in the order of {@link ServerSettings}. */
    public List<ConfigValue> values() {
        return effective.values();
    }

    /** Whether rows go to the tables of a catalog. */
    public boolean hasCatalog() {
        return hasCatalog;
    }

    /** The token of {@code --dev}; null if other credentials are configured, or if it was not asked for. */
    public String developmentToken() {
        return developmentToken;
    }

    /**
     * The configuration.
     *
     * @throws IllegalStateException if there are {@link #problems}
     */
    public ServerConfig config() {
        if (config == null) {
            throw new IllegalStateException(String.join("\n", problems()));
        }
        return config;
    }

    private static Path found(Path directory) {
        for (Path file : FILES) {
            if (Files.exists(directory.resolve(file))) {
                return file;
            }
        }
        return null;
    }

    /** Without credentials only this machine is served unless somebody says otherwise. */
    private Address listen(boolean development) {
        boolean open = development || effective.text(ANONYMOUS).equalsIgnoreCase("true");
        effective.byDefault(LISTEN, new Address(open ? "127.0.0.1" : "0.0.0.0", PORT).toString(), "default");
        Address address = address(LISTEN);
        requireLoopback(development, LISTEN, address);
        return address;
    }

    private void requireLoopback(boolean development, String setting, Address address) {
        if (development && address != null && !address.isLoopback()) {
            findings.problem("--dev serves this machine only, but " + effective.named(setting) + " is " + address
                    + "; use 127.0.0.1, or set the secret " + AUTH_TOKEN);
        }
    }

    private Address grpcListen(Address listen) {
        if (listen != null && !effective.isGiven(GRPC_LISTEN)) {
            boolean taken = listen.port() == GRPC_PORT;
            int port = listen.port() == 0 ? 0 : GRPC_PORT;
            effective.byDefault(
                    GRPC_LISTEN, taken ? Layer.OFF : new Address(listen.host(), port).toString(), "default");
        }
        if (effective.text(GRPC_LISTEN).equalsIgnoreCase(Layer.OFF)) {
            return null;
        }
        Address address = effective.text(GRPC_LISTEN).isEmpty() ? null : address(GRPC_LISTEN);
        if (address != null && address.equals(listen) && address.port() != 0) {
            findings.problem(effective.named(GRPC_LISTEN) + " is the same address as " + effective.named(LISTEN)
                    + ", which serves gRPC too; set " + GRPC_LISTEN + "=off");
        }
        return address;
    }

    private Address address(String name) {
        String text = effective.text(name);
        Address address = Address.parse(text);
        if (address == null) {
            findings.problem(effective.named(name) + "=" + text
                    + ": expected host:port, such as 127.0.0.1:4318, [::1]:4318 or :4318 for every address");
        }
        return address;
    }

    private TlsFiles tls() {
        Path certificates = file(TLS_CERT);
        Path key = file(TLS_KEY);
        Path clientAuthorities = file(TLS_CLIENT_CA);
        if ((certificates == null) != (key == null)) {
            findings.problem(effective.named(key == null ? TLS_CERT : TLS_KEY) + " is set, but "
                    + (key == null ? TLS_KEY : TLS_CERT) + " is not; set both or neither");
            return null;
        }
        if (clientAuthorities != null && certificates == null) {
            findings.problem(effective.named(TLS_CLIENT_CA) + " is set, but TLS is off; set " + TLS_CERT + " and "
                    + TLS_KEY + " too");
        }
        return certificates == null ? null : new TlsFiles(certificates, key, clientAuthorities);
    }

    /** A file that must exist, or null if the setting has no value. */
    private Path file(String name) {
        String text = effective.text(name);
        if (text.isEmpty()) {
            return null;
        }
        Path path = directory.resolve(text);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            findings.problem(effective.named(name) + "=" + text
                    + ": there is no such file, or this user may not read it; correct the path or the permissions");
        }
        return path;
    }

    private String token(Path dataDir) {
        try {
            String token = DevelopmentToken.of(directory.resolve(dataDir));
            effective.byDefault(AUTH_TOKEN, token, "--dev, kept in " + DevelopmentToken.file(dataDir));
            return token;
        } catch (IOException | SecretFileException e) {
            findings.problem("the token of --dev in " + DevelopmentToken.file(dataDir) + " cannot be used: "
                    + e.getMessage() + "; choose another directory with --data-dir");
            return null;
        }
    }

    /** @param storageIsRead whether the settings of S3 are right; else they are reported already */
    private Map<String, String> variables(CatalogSelection catalog, boolean storageIsRead) {
        Map<String, String> variables = effective.core();
        if (!storageIsRead) {
            variables.keySet().removeAll(StorageReader.OF_S3);
        }
        if (catalog.accountIsOfStorage()) {
            variables.remove("OTLP2PARQUET_R2_ACCOUNT_ID");
            if (!hasCatalog) {
                variables.remove(StorageReader.R2_BUCKET);
            }
        }
        return variables;
    }

    private void warnOfAnonymous(String setting, Address listen) {
        if (effective.text(ANONYMOUS).equalsIgnoreCase("true") && listen != null && !listen.isLoopback()) {
            findings.warning(effective.named(ANONYMOUS) + "=true, and " + effective.named(setting) + " is " + listen
                    + ": everybody who reaches this address can send, and can read /status; set the secret "
                    + AUTH_TOKEN + " unless something else protects it");
        }
    }
}
