package dev.otlp2parquet.server.config;

import dev.otlp2parquet.ingest.config.Aliases;
import dev.otlp2parquet.ingest.config.NearestName;
import java.util.List;
import java.util.Map;

/** Reads what the command line says about settings. */
final class FlagLayer {

    private static final String SET = "--set";

    private FlagLayer() {}

    /**
     * Reads flags.
     *
     * @param flags values by flag, such as {@code --listen}
     * @param sets of {@code --set}: {@code NAME=VALUE}, where the name is that of a variable or a TOML key
     */
    static Layer read(Map<String, String> flags, List<String> sets, Findings findings) {
        Layer layer = new Layer(findings);
        for (Setting setting : ServerSettings.all()) {
            String value = setting.flag() == null ? null : flags.get(setting.flag());
            if (value != null) {
                layer.put(setting, value, setting.flag());
            }
        }
        for (String set : sets) {
            put(layer, set, findings);
        }
        return layer;
    }

    private static void put(Layer layer, String set, Findings findings) {
        int equals = set.indexOf('=');
        // Without a sign the argument may be a secret.
        if (equals <= 0) {
            findings.problem(SET + ": expected NAME=VALUE, such as " + SET + " OTLP2PARQUET_BATCH_SHARDS=2");
            return;
        }
        String name = set.substring(0, equals).strip();
        String value = set.substring(equals + 1);
        Setting byKey = ServerSettings.withKey(name);
        String present = Aliases.presentName(name);
        Setting setting = byKey == null ? ServerSettings.named(present == null ? name : present) : byKey;
        Setting secret = setting == null ? secretLike(name) : setting.secret() ? setting : null;
        if (secret != null) {
            findings.problem(SET + " " + name + ": secrets are not accepted on the command line, where other users can"
                    + " see them; " + ServerSettings.cure(secret));
            return;
        }
        if (value.isBlank()
                && !name.equals("OTLP2PARQUET_GRPC_LISTEN_ADDR")
                && !name.equals("server.grpc_listen_addr")) {
            findings.problem(SET + " " + name + "= has no value; add one, or leave the flag out");
        } else if (byKey != null) {
            layer.put(byKey, value, SET);
        } else if (name.startsWith(Setting.PREFIX)) {
            layer.put(name, value, SET);
        } else {
            findings.problem(SET + " " + name + ": there is no such setting; did you mean "
                    + NearestName.of(name, ServerSettings.keys()) + "?");
        }
    }

    private static Setting secretLike(String name) {
        String word = name.substring(name.lastIndexOf('.') + 1);
        return ServerSettings.secretLike(
                word.startsWith(Setting.PREFIX) ? word.substring(Setting.PREFIX.length()) : word);
    }
}
