/**
 * What all actors share: the frame of their work, messages, alarms, facts in the database, and their condition.
 *
 * <h2>Messages during a rolling deploy</h2>
 *
 * <p>Workers, buffers and committers are replaced one by one, so for some minutes two versions of the program call each other.
 * These rules make sure that nothing is lost and nothing is stored twice:
 *
 * <ul>
 *   <li>Every message and every answer begins with a version, {@link dev.otlp2parquet.batching.actor.MessageOutput#VERSION}. Two
 *       programs whose versions differ do not understand each other: the receiver fails before it reads or writes anything else.
 *   <li>New fields are appended. The version stays the same. An older receiver ignores the bytes behind the fields that it knows. A
 *       newer receiver asks {@link dev.otlp2parquet.batching.actor.MessageInput#hasMore} before it reads a field that older senders
 *       do not write, and knows what its absence means. A field is never removed, and never changes its meaning.
 *   <li>A new operation gets a new code. An older receiver fails the call. So a sender uses a new operation only where a failed
 *       call loses nothing. The same holds for new codes of states and outcomes in answers.
 *   <li>The version grows only for a change that cannot be appended.
 * </ul>
 *
 * <p>A failed call loses nothing because the sender keeps what it sent until it has read the answer. A Worker answers 503, and the
 * exporter sends the request again; the buffer recognises the repeat by its mark if it had stored the first. A buffer keeps the
 * range and its files, and sends them again under the same key; the committer knows the key if it had queued the first. Both
 * succeed as soon as the deploy has reached both sides.
 */
package dev.otlp2parquet.batching.actor;
