package dev.otlp2parquet.server.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One encapsulated object of a PEM file (RFC 7468). Text around the objects is ignored. */
final class PemBlock {

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([^-]*)-----END \\1-----");

    private final String label;
    private final byte[] der;

    private PemBlock(String label, byte[] der) {
        this.label = label;
        this.der = der;
    }

    /** @param file its name, for messages */
    static List<PemBlock> all(String file, byte[] content) throws PemException {
        List<PemBlock> blocks = new ArrayList<>();
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String label = matcher.group(1);
            if (matcher.group(2).contains(":")) {
                throw new PemException(file + ": the " + label + " is encrypted; expected an unencrypted one");
            }
            try {
                blocks.add(new PemBlock(label, Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new PemException(file + ": the " + label + " is not in base64");
            }
        }
        int begun = text.split("-----BEGIN ", -1).length - 1;
        if (begun != blocks.size()) {
            throw new PemException(file + ": " + begun + " objects begin and " + blocks.size()
                    + " are complete; the file is damaged, or being written");
        }
        return blocks;
    }

    String label() {
        return label;
    }

    /** Owned by this object. */
    byte[] der() {
        return der;
    }
}
