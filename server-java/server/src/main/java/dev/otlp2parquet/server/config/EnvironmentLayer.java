package dev.otlp2parquet.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads environment variables, and the files of secrets that they name. */
final class EnvironmentLayer {

    /** Kubernetes sets these in every pod if a Service is called otlp2parquet, and Docker's links do the same. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile("OTLP2PARQUET_(SERVICE_(HOST|PORT(_.*)?)|PORT(_[0-9]+_(TCP|UDP)(_.*)?)?)");

    private static final String SOURCE = "environment";
    private static final String FILE = "_FILE";

    private EnvironmentLayer() {}

    /**
     * Reads all variables with our prefix.
     *
     * @param directory that relative paths start from
     */
    static Layer read(Map<String, String> environment, Path directory, Findings findings) {
        Layer layer = new Layer(findings);
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (!name.startsWith(Setting.PREFIX) || OF_KUBERNETES.matcher(name).matches()) {
                continue;
            }
            String value = variable.getValue();
            Setting secret = secretOfFile(name);
            if (secret != null) {
                putFile(layer, secret, value, environment, directory, findings);
            } else if (ServerSettings.named(name) != null || !value.isBlank()) {
                layer.put(name, value, SOURCE);
            }
        }
        return layer;
    }

    /** The secret whose file a variable names, or null. */
    private static Setting secretOfFile(String name) {
        if (!name.endsWith(FILE)) {
            return null;
        }
        Setting setting = ServerSettings.named(name.substring(0, name.length() - FILE.length()));
        return setting == null || !setting.secret() ? null : setting;
    }

    private static void putFile(
            Layer layer,
            Setting secret,
            String path,
            Map<String, String> environment,
            Path directory,
            Findings findings) {
        if (path.isBlank()) {
            return;
        }
        if (!environment.getOrDefault(secret.name(), "").isBlank()) {
            findings.problem(secret.name() + " and " + secret.fileVariable() + " are both set; remove one of them");
            return;
        }
        try {
            layer.put(
                    secret,
                    SecretFile.read(directory.resolve(path.strip())),
                    "file " + path.strip() + " of " + secret.fileVariable());
        } catch (SecretFileException e) {
            // So that the secret does not count as missing too.
            layer.put(secret, "unreadable", "file " + path.strip() + " of " + secret.fileVariable());
            findings.problem(secret.fileVariable() + "=" + path.strip() + ": " + e.getMessage());
        }
    }
}
