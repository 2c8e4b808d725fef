package dev.otlp2parquet.otlp.table;

/** How the columns of the tables are spelt; there is one definition, so nested fields follow the top-level ones. */
public enum ColumnNames {
    /** {@code ServiceName}: the names of the OpenTelemetry Collector's ClickHouse exporter. */
    PASCAL,
    /** {@code service_name}: for engines that fold or quote names with capital letters. */
    SNAKE;

    /** Spells a name that is given in Pascal case. */
    String spell(String pascal) {
        if (this == PASCAL) {
            return pascal;
        }
        StringBuilder snake = new StringBuilder(pascal.length() + 4);
        for (int i = 0; i < pascal.length(); i++) {
            char c = pascal.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                if (i > 0) {
                    snake.append('_');
                }
                snake.append((char) (c + ('a' - 'A')));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
