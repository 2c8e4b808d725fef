package dev.otlp2parquet.server.cli;

import dev.otlp2parquet.server.config.DevelopmentToken;
import dev.otlp2parquet.server.config.SecretFile;
import dev.otlp2parquet.server.config.SecretFileException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which a command finds a running server. */
final class ServerOptions {

    private static final String TOKEN = "OTLP2PARQUET_AUTH_TOKEN";
    private static final String USER = "OTLP2PARQUET_BASIC_AUTH_USERNAME";
    private static final String PASSWORD = "OTLP2PARQUET_BASIC_AUTH_PASSWORD";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:4318",
            description = "Address of the server. Default: ${DEFAULT-VALUE}")
    private String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token. Default: the environment variable " + TOKEN + " or " + TOKEN
                    + "_FILE, then the token of serve --dev in ./data.")
    private Path tokenFile;

    /** The address, without a slash at its end. */
    URI url() throws Complaint {
        String text = url.contains("://") ? url : "http://" + url;
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null) {
                return new URI(text.replaceFirst("/+$", ""));
            }
        } catch (URISyntaxException e) {
            // Refused below.
        }
        throw new Complaint("--url: expected an address without user and query, such as http://127.0.0.1:4318");
    }

    /** The value of the header {@code Authorization}, or null if there are no credentials. Secret. */
    String authorization(Terminal terminal) throws Complaint {
        Map<String, String> environment = terminal.environment();
        if (tokenFile != null) {
            return bearer(read(terminal.directory().resolve(tokenFile), "--token-file " + tokenFile));
        }
        String token = secret(TOKEN, terminal);
        if (token != null) {
            return bearer(token);
        }
        String user = secret(USER, terminal);
        String password = secret(PASSWORD, terminal);
        if (user != null && password != null) {
            byte[] pair = (user.strip() + ":" + password.strip()).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }
        String given = environment.getOrDefault("OTLP2PARQUET_DATA_DIR", "");
        String dataDir = given.isBlank() ? "data" : given.strip();
        Path development = DevelopmentToken.file(terminal.directory().resolve(dataDir));
        return Files.isReadable(development) ? bearer(read(development, development.toString())) : null;
    }

    private static String secret(String name, Terminal terminal) throws Complaint {
        String value = terminal.environment().getOrDefault(name, "");
        if (!value.isBlank()) {
            return value;
        }
        String file = terminal.environment().getOrDefault(name + "_FILE", "");
        return file.isBlank() ? null : read(terminal.directory().resolve(file.strip()), name + "_FILE=" + file.strip());
    }

    private static String read(Path file, String source) throws Complaint {
        try {
            return SecretFile.read(file);
        } catch (SecretFileException e) {
            throw new Complaint(source + ": " + e.getMessage());
        }
    }

    /** Of several tokens the first. */
    private static String bearer(String tokens) throws Complaint {
        int comma = tokens.indexOf(',');
        String token = (comma < 0 ? tokens : tokens.substring(0, comma)).strip();
        if (!token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new Complaint("the token (secret, not shown) has other characters than visible ASCII; correct it");
        }
        return "Bearer " + token;
    }
}
