-- The rows of one kind that count, where vintages overlap: per key the row of the latest vintage. {rows} holds all rows
-- with the rank of their vintage (higher is later); {key} names a row. Placeholders are filled in by connection.py.
CREATE TEMP TABLE {superseded} AS
SELECT {key}, vintage_rank
FROM {rows}
QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY vintage_rank DESC) > 1;
