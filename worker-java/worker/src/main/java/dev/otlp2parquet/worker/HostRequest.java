package dev.otlp2parquet.worker;

import org.teavm.jso.JSObject;

/**
 * One HTTP request, or one call or alarm of a Durable Object, as the host knows it: its bindings, its inbox, its outbox
 * and its answer. Java passes it back as the first argument of host calls, so that each call uses the bindings of its
 * own request.
 *
 * <p>It is a reference, not a number in a table. A client that disconnects may leave a suspended call behind whose
 * {@code finally} never runs. The garbage collector then removes the request, and no table has to be cleaned.
 */
interface HostRequest extends JSObject {}
