package dev.otlp2parquet.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** Jetty's half of a {@link Listener}. */
final class Connectors {

    /**
     * Frames a second that ask for work without sending data, such as PING and RST_STREAM; beyond that a connection is closed. grpc-go
     * sends a PING for nearly each answer, so Jetty's 128 would close the connection of a busy collector.
     */
    private static final int CONTROL_FRAMES_PER_SECOND = 10_000;

    private static final int ACCEPTORS = 1;

    /** They only tell which connections have something to read. */
    private static final int SELECTORS = 2;

    /** Threads that a connector keeps for itself. */
    static final int THREADS = ACCEPTORS + SELECTORS;

    private Connectors() {}

    /** @param tls null for cleartext */
    static ServerConnector of(Server server, Listener listener, Tls tls, HttpLimits limits) {
        HttpConfiguration http = configuration(limits);
        ServerConnector connector = new WatchedConnector(server, factories(http, tls));
        connector.setHost(listener.host());
        connector.setPort(listener.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        // While the server stops, bodies that are under way may pause as long as ever.
        connector.setShutdownIdleTimeout(limits.bodySilence().toMillis());
        return connector;
    }

    private static ConnectionFactory[] factories(HttpConfiguration http, Tls tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        if (tls == null) {
            return new ConnectionFactory[] {http1, configured(new HTTP2CServerConnectionFactory(http))};
        }
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2", "http/1.1");
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.context(), alpn.getProtocol()),
            alpn,
            configured(new HTTP2ServerConnectionFactory(http)),
            http1
        };
    }

    private static ConnectionFactory configured(AbstractHTTP2ServerConnectionFactory http2) {
        http2.setRateControlFactory(new WindowRateControl.Factory(CONTROL_FRAMES_PER_SECOND));
        return http2;
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(limits.headerBytes());
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        // Paths name no files here: the core compares them with the few that it knows.
        http.setUriCompliance(UriCompliance.UNSAFE);
        // Else Jetty adds one that refuses a Host which the certificate does not name, such as that of a balancer.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }

    private static final class WatchedConnector extends ServerConnector {

        WatchedConnector(Server server, ConnectionFactory... factories) {
            super(server, ACCEPTORS, SELECTORS, factories);
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            WatchedEndPoint endPoint = new WatchedEndPoint(channel, selector, key, getScheduler(), getExecutor());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }
}
