/**
 * OTLP/gRPC without a gRPC library: calls as an HTTP/2 server hands them over, and their answers. It knows no HTTP server.
 *
 * <p>The three services of OTLP are unary. Such a call is a POST, a prefix of five bytes before each message, and two trailers
 * (gRPC over HTTP/2, "PROTOCOL-HTTP2.md"). grpc-java over its servlet adapter would bring grpc-core, Guava, gson and Jetty's servlet
 * layer, more than 5 MB of jars beside the 2.6 MB of Jetty, or 10.6 MB of shaded netty with ports, threads and limits of its own; and
 * the message would still have to go on as bytes. grpc-java's client is the oracle of the tests instead.
 */
package dev.otlp2parquet.server.grpc;
