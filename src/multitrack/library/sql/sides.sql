-- Every side as it is written in the events, with the country of the event, once.
SELECT DISTINCT side, side_id, country
FROM (
    SELECT side_a AS side, coalesce(side_a_id, 0) AS side_id, country FROM events
    UNION ALL
    SELECT side_b, coalesce(side_b_id, 0), country FROM events
)
ORDER BY side, side_id, country;
