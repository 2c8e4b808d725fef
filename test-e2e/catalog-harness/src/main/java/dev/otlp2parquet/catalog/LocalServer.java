package dev.otlp2parquet.catalog;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An HTTP server on the loopback interface, which hands paths on as clients wrote them: {@code %2F} stays. */
public final class LocalServer implements AutoCloseable {

    private final Server server = new Server();
    private final ServerConnector connector;

    /**
     * Starts the server.
     *
     * @param port 0 for any
     * @param doors what a request passes before the servlet, in this order
     */
    public LocalServer(int port, List<Filter> doors, Servlet servlet) throws Exception {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.addServlet(new ServletHolder(servlet), "/*");
        for (Filter door : doors) {
            context.addFilter(new FilterHolder(door), "/*", EnumSet.of(DispatcherType.REQUEST));
        }
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(context);
        server.start();
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server does not stop", e);
        }
    }
}
