-- Names under which the events themselves carry an actor that they give an id: more spellings to be found by.
SELECT DISTINCT side_id AS actor_id, name
FROM (
    SELECT side_a_id AS side_id, side_a AS name FROM events
    UNION ALL
    SELECT side_b_id, side_b FROM events
)
WHERE side_id IS NOT NULL
ORDER BY actor_id, name;
