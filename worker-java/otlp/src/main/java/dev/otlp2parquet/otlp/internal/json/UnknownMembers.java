package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Containment;

/**
 * The members with unknown names in an object of the envelope. OTLP has receivers ignore them. If an object has no other members,
 * or if one of them is the list of records in another spelling, the data would be lost silently: then the sender gets a warning.
 */
final class UnknownMembers {
    private static final String[] REQUESTS = {"resourceLogs", "resourceSpans", "resourceMetrics"};
    private static final String[] PATHS = {"/v1/logs", "/v1/traces", "/v1/metrics"};

    private final String list;
    private int known;
    private int unknown;
    /** In quotes. */
    private String first;

    private String misspelt;

    /**
     * Of objects of one message.
     *
     * @param list name of the member with what is in the object
     */
    UnknownMembers(String list) {
        this.list = list;
    }

    void begin() {
        known = 0;
        unknown = 0;
        misspelt = null;
    }

    /**
     * Takes a member's name.
     *
     * @param place where its quote is
     * @param field what was found for it
     */
    void member(JsonReader json, int place, int field) {
        if (field != FieldNames.UNKNOWN) {
            known++;
            return;
        }
        String name = json.nameAt(place);
        if (unknown++ == 0) {
            first = name;
        }
        if (hasLettersOf(name, list)) {
            misspelt = name;
        }
    }

    /** Warns at the end of the object. */
    void end(Containment containment) {
        if (misspelt != null) {
            containment.warn("expected \"" + list + "\", found " + misspelt
                    + ", which is ignored; OTLP/JSON names are lowerCamelCase");
        } else if (known == 0 && unknown > 0) {
            String request = otherRequest();
            containment.warn("expected \"" + list + "\", found " + first
                    + (unknown == 1 ? "" : " and " + (unknown - 1) + " more")
                    + (request == null
                            ? "; this is not OTLP/JSON, and none of it is stored"
                            : "; none of it is stored: send it to " + request));
        }
    }

    /** Where a request that begins with the first member belongs; null for no path of OTLP. */
    private String otherRequest() {
        for (int i = 0; i < REQUESTS.length; i++) {
            if (hasLettersOf(first, REQUESTS[i])) {
                return PATHS[i];
            }
        }
        return null;
    }

    /** Whether two names are equal but for case and what is no letter. */
    private static boolean hasLettersOf(String name, String other) {
        int j = 0;
        for (int i = 0; i < name.length(); i++) {
            int letter = lowerCase(name.charAt(i));
            if (letter != 0 && (j == other.length() || lowerCase(other.charAt(j++)) != letter)) {
                return false;
            }
        }
        return j == other.length();
    }

    /** 0 for what is no letter of ASCII. */
    private static int lowerCase(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z' ? lower : 0;
    }
}
