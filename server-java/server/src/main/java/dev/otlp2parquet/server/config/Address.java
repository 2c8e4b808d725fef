package dev.otlp2parquet.server.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on.
 *
 * @param host a name or an IP address, IPv6 without brackets
 * @param port from 0 to 65535; 0 is any free port
 */
public record Address(String host, int port) {

    private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([A-Za-z0-9._-]*)):(\\d{1,5})");

    /**
     * Reads {@code host:port}, {@code [IPv6]:port} or {@code :port}, which is every IPv4 address.
     *
     * @return null if the text is none of these
     */
    static Address parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
            return null;
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new Address(host.isEmpty() ? "0.0.0.0" : host, Integer.parseInt(matcher.group(3)));
    }

    /** Whether only this machine reaches it. A name that is not known counts as reachable by others. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
