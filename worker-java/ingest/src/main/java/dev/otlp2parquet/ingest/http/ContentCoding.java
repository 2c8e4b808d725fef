package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.platform.text.Ascii;
import java.util.ArrayList;
import java.util.List;

/** The content codings (RFC 9110, section 8.4.1) that a host must be able to undo. */
public enum ContentCoding {
    /** RFC 1952; a body may hold several members one after the other. Also sent as {@code x-gzip}. */
    GZIP("gzip"),
    /** RFC 8878. */
    ZSTD("zstd"),
    /**
     * The zlib format of RFC 1950. A host also accepts a bare deflate stream (RFC 1951), which some clients send under this
     * name; the first two bytes tell them apart.
     */
    DEFLATE("deflate");

    /** The accepted codings, for messages. */
    public static final String ALLOWED = "gzip, zstd, deflate or identity";

    /** The accepted codings, as the value of an Accept-Encoding header. */
    public static final String ACCEPTED = "gzip, zstd, deflate, identity";

    private final String token;

    ContentCoding(String token) {
        this.token = token;
    }

    /** The name in Content-Encoding. */
    public String token() {
        return token;
    }

    /**
     * The codings of a Content-Encoding header in the order in which they were applied, without {@code identity}; null if
     * one is unknown.
     *
     * @param contentEncoding the value of the header, or null
     */
    public static List<ContentCoding> list(String contentEncoding) {
        List<ContentCoding> codings = new ArrayList<>();
        if (contentEncoding == null) {
            return codings;
        }
        int from = 0;
        while (from <= contentEncoding.length()) {
            int comma = contentEncoding.indexOf(',', from);
            int end = comma < 0 ? contentEncoding.length() : comma;
            String name = Ascii.lowerCase(Ascii.trim(contentEncoding.substring(from, end)));
            switch (name) {
                case "gzip", "x-gzip" -> codings.add(GZIP);
                case "zstd" -> codings.add(ZSTD);
                case "deflate" -> codings.add(DEFLATE);
                case "identity", "" -> {
                    // No coding; RFC 9110, section 5.6.1.2, has recipients skip empty elements.
                }
                default -> {
                    return null;
                }
            }
            from = end + 1;
        }
        return codings;
    }
}
