-- Events in which one group took part, with the other side as published. Parameters: actor id, or the
-- name of a party without one; last day (or null).
SELECT
    e.event_id, e.date_start, e.date_end, e.date_prec, e.type, p.side,
    CASE p.side WHEN 'a' THEN e.side_b ELSE e.side_a END AS against,
    p.members, e.country, e.best, e.low, e.high, e.vintage
FROM participants AS p
JOIN events AS e USING (event_id)
WHERE (p.actor_id = $actor OR (p.actor_id IS NULL AND p.name = $name AND p.kind = 'group'))
    AND e.date_start <= coalesce($until, DATE '9999-12-31')
ORDER BY e.date_start, e.event_id;
