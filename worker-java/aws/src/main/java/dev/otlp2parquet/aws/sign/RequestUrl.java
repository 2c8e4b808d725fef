package dev.otlp2parquet.aws.sign;

import dev.otlp2parquet.platform.text.UrlEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The parts of a request's address as a signature sees them.
 *
 * @param host without the default port, as clients send the header {@code host}
 * @param path encoded, begins with a slash
 * @param query encoded, without the question mark; empty for none
 */
record RequestUrl(String host, String path, String query) {

    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    private record Parameter(String name, String value) {}

    static RequestUrl parse(String url) {
        boolean secure = url.startsWith(HTTPS);
        if (!secure && !url.startsWith(HTTP)) {
            throw new IllegalArgumentException("expected http:// or https://, found " + url);
        }
        int hostStart = secure ? HTTPS.length() : HTTP.length();
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        int question = url.indexOf('?');
        int pathEnd = question < 0 || question > end ? end : question;
        int slash = url.indexOf('/', hostStart);
        int hostEnd = slash < 0 || slash > pathEnd ? pathEnd : slash;
        String host = url.substring(hostStart, hostEnd);
        String defaultPort = secure ? ":443" : ":80";
        if (host.endsWith(defaultPort)) {
            host = host.substring(0, host.length() - defaultPort.length());
        }
        String path = hostEnd == pathEnd ? "/" : url.substring(hostEnd, pathEnd);
        return new RequestUrl(host, path, pathEnd == end ? "" : url.substring(pathEnd + 1, end));
    }

    /** Returns the query with every name and value encoded alike, sorted by name, then by value. */
    String canonicalQuery() {
        List<Parameter> parameters = new ArrayList<>();
        for (int from = 0; from < query.length(); ) {
            int separator = query.indexOf('&', from);
            int end = separator < 0 ? query.length() : separator;
            if (end > from) {
                int equals = query.indexOf('=', from);
                int nameEnd = equals < 0 || equals > end ? end : equals;
                parameters.add(new Parameter(
                        recoded(query.substring(from, nameEnd)),
                        nameEnd == end ? "" : recoded(query.substring(nameEnd + 1, end))));
            }
            from = end + 1;
        }
        parameters.sort(Comparator.comparing(Parameter::name).thenComparing(Parameter::value));
        StringBuilder out = new StringBuilder();
        for (Parameter parameter : parameters) {
            if (out.length() > 0) {
                out.append('&');
            }
            out.append(parameter.name()).append('=').append(parameter.value());
        }
        return out.toString();
    }

    private static String recoded(String part) {
        return UrlEncoding.encode(UrlEncoding.decodeForm(part));
    }
}
