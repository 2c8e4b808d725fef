package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.platform.text.Ascii;
import java.util.List;

/** Which web pages may send telemetry (the Fetch standard's CORS protocol). */
public final class CorsPolicy {

    private static final String ANY = "*";

    private final List<String> origins;

    /**
     * @param origins {@code *}, {@code scheme://host[:port]} or {@code scheme://*.domain[:port]}, lower-case; empty
     * switches CORS off
     */
    CorsPolicy(List<String> origins) {
        this.origins = List.copyOf(origins);
    }

    public boolean enabled() {
        return !origins.isEmpty();
    }

    /**
     * The value of Access-Control-Allow-Origin: the origin itself, {@code *}, or null if the origin is not allowed.
     *
     * @param origin the Origin header, or null
     */
    public String allowedOrigin(String origin) {
        if (origin == null) {
            return null;
        }
        String asked = Ascii.lowerCase(Ascii.trim(origin));
        for (String allowed : origins) {
            if (allowed.equals(ANY)) {
                return ANY;
            }
            if (allowed.equals(asked) || matchesWildcard(allowed, asked)) {
                return asked;
            }
        }
        return null;
    }

    /**
     * {@code https://*.example.com} allows {@code https://a.example.com} and {@code https://b.a.example.com}, not
     * {@code https://example.com}. The star stands for whole labels of a host, one or several.
     */
    private static boolean matchesWildcard(String allowed, String asked) {
        int star = allowed.indexOf("://*.");
        if (star < 0) {
            return false;
        }
        String scheme = allowed.substring(0, star + 3);
        String domain = allowed.substring(star + 4);
        return asked.length() > scheme.length() + domain.length()
                && asked.startsWith(scheme)
                && asked.endsWith(domain)
                && Origin.labels(asked.substring(scheme.length(), asked.length() - domain.length()));
    }
}
