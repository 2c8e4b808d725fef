package dev.otlp2parquet.ingest.config;

import dev.otlp2parquet.platform.text.Ascii;
import java.util.List;

/**
 * The credentials that requests need: bearer tokens (RFC 6750) and one pair of basic credentials (RFC 7617), or none.
 *
 * <p>Nothing in this class prints a secret, {@link #toString} included.
 */
public final class Credentials {

    private final List<String> bearerTokens;
    private final String basicCredentials;

    /**
     * @param bearerTokens accepted tokens, none of them empty
     * @param basicCredentials base64 of {@code user:password} without padding, or null
     */
    Credentials(List<String> bearerTokens, String basicCredentials) {
        this.bearerTokens = List.copyOf(bearerTokens);
        this.basicCredentials = basicCredentials;
    }

    /** Whether requests need no credentials. */
    public boolean anonymous() {
        return bearerTokens.isEmpty() && basicCredentials == null;
    }

    /** The challenges of a 401 (RFC 9110, section 11.6.1). */
    public String challenge() {
        String bearer = "Bearer realm=\"otlp2parquet\"";
        String basic = "Basic realm=\"otlp2parquet\", charset=\"UTF-8\"";
        if (basicCredentials == null) {
            return bearer;
        }
        return bearerTokens.isEmpty() ? basic : bearer + ", " + basic;
    }

    /**
     * Whether an Authorization header has one of the credentials. The time it takes depends on the length of the header
     * only, never on how much of it is right or which token it is.
     *
     * @param authorization the value of the header, or null
     */
    public boolean accept(String authorization) {
        if (anonymous()) {
            return true;
        }
        if (authorization == null) {
            return false;
        }
        String value = Ascii.trim(authorization);
        int space = value.indexOf(' ');
        if (space < 0) {
            return false;
        }
        String scheme = value.substring(0, space);
        String presented = Ascii.trim(value.substring(space + 1));
        if (Ascii.equalsIgnoreCase(scheme, "Bearer")) {
            boolean accepted = false;
            for (String token : bearerTokens) {
                accepted |= sameText(token, presented);
            }
            return accepted;
        }
        if (Ascii.equalsIgnoreCase(scheme, "Basic") && basicCredentials != null) {
            return sameText(basicCredentials, withoutPadding(presented));
        }
        return false;
    }

    /**
     * The likely mistake in an Authorization header that is not accepted, and its cure. The message reveals nothing of the
     * header, and not whether a part of it is right.
     *
     * @param authorization the value of the header, or null
     */
    public String cure(String authorization) {
        String send = "send \"Authorization: "
                + (bearerTokens.isEmpty() ? "Basic <base64 of user:password>" : "Bearer <token>") + "\"";
        if (authorization == null) {
            return send;
        }
        String value = Ascii.trim(authorization);
        if (value.startsWith("\"")) {
            return "it is in quotes: " + send;
        }
        int space = value.indexOf(' ');
        String scheme = space < 0 ? value : value.substring(0, space);
        boolean bearer = Ascii.equalsIgnoreCase(scheme, "Bearer");
        boolean basic = Ascii.equalsIgnoreCase(scheme, "Basic");
        if (space < 0) {
            String start = Ascii.lowerCase(value);
            return (start.startsWith("bearer%20") || start.startsWith("basic%20")
                            ? "it has %20 in place of a space, which this exporter does not decode: "
                            : bearer || basic ? "nothing is behind the scheme: " : "it has no scheme: ")
                    + send;
        }
        if (bearer && !bearerTokens.isEmpty()) {
            return "the token does not match OTLP2PARQUET_AUTH_TOKEN";
        }
        return basic && basicCredentials != null
                ? "user and password do not match OTLP2PARQUET_BASIC_AUTH_USERNAME and"
                        + " OTLP2PARQUET_BASIC_AUTH_PASSWORD"
                : "the scheme is wrong: " + send;
    }

    /** Compares all of {@code presented}, whatever it finds. */
    private static boolean sameText(String secret, String presented) {
        int difference = secret.length() ^ presented.length();
        for (int i = 0; i < presented.length(); i++) {
            difference |= presented.charAt(i) ^ secret.charAt(i < secret.length() ? i : 0);
        }
        return difference == 0;
    }

    static String withoutPadding(String base64) {
        int end = base64.length();
        while (end > 0 && base64.charAt(end - 1) == '=') {
            end--;
        }
        return base64.substring(0, end);
    }

    @Override
    public String toString() {
        return anonymous() ? "Credentials[anonymous]" : "Credentials[hidden]";
    }
}
