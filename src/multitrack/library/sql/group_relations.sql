-- Ties of one group in the actor list, its own and those of others to it. Parameter: actor id. A tie of an actor to itself is
-- a contradiction of the record and is left out here; the caller says so.
WITH ties AS (
    SELECT actor_id, unnest(split_from_ids) AS other, 'split_from' AS tie, 'splinter' AS back, vintage FROM actors
    UNION ALL
    SELECT actor_id, unnest(temporary_split_ids), 'temporary_split_from', 'temporary_splinter', vintage FROM actors
    UNION ALL
    SELECT actor_id, unnest(alliance_ids), 'ally_in', 'alliance_of', vintage FROM actors
    UNION ALL
    SELECT actor_id, unnest(joined_ids), 'joined', 'joined_by', vintage FROM actors
),
seen AS (
    SELECT tie AS relation, other AS other_id, actor_id AS row_of, vintage FROM ties WHERE actor_id = $actor
    UNION ALL
    SELECT back, actor_id, actor_id, vintage FROM ties WHERE other = $actor
)
SELECT DISTINCT s.relation, s.other_id, a.name, s.row_of, s.vintage
FROM seen AS s
LEFT JOIN actors AS a ON a.actor_id = s.other_id
WHERE s.other_id <> $actor
ORDER BY s.relation, s.other_id;
