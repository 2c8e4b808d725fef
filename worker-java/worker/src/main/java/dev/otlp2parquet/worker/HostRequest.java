package dev.otlp2parquet.worker;

import org.teavm.jso.JSObject;

/**
 * One request, or one call or alarm of a Durable Object, as the host knows it: its bindings, its inbox, its outbox and its answer. Java only passes it back, as the first argument of
 * every host call, so that each call works with the bindings of its own request.
 *
 * <p>It is a reference and not a number in a table: a client that goes away leaves its suspended call behind, which then never runs its
 * {@code finally}; what nobody refers to is collected, and there is no table to clean.
 */
interface HostRequest extends JSObject {}
