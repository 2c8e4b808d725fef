/**
 * Independent readers of the Parquet files that this project writes: parquet-java and DuckDB. Both give rows as plain Java
 * values, so that tests can compare them with the rows that were appended and with each other:
 *
 * <table>
 * <caption>values</caption>
 * <tr><td>null</td><td>null</td></tr>
 * <tr><td>BOOLEAN, INT32, INT64, DOUBLE</td><td>Boolean, Integer, Long, Double (a timestamp is its Long)</td></tr>
 * <tr><td>BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY</td><td>{@link Bytes}</td></tr>
 * <tr><td>group annotated LIST, bare repeated field</td><td>List of elements</td></tr>
 * <tr><td>group annotated MAP</td><td>List of {@link Entry}, in file order</td></tr>
 * <tr><td>other group</td><td>{@link Struct}</td></tr>
 * </table>
 */
package dev.otlp2parquet.testkit.parquet;
