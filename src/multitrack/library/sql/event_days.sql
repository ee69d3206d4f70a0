-- Day and best estimate of each event that the groups took part in. Parameters: actor ids; last day (or null).
SELECT p.actor_id, e.date_start, e.best
FROM participants AS p
JOIN events AS e USING (event_id)
WHERE list_contains($actors, p.actor_id) AND e.date_start <= coalesce($until, DATE '9999-12-31')
ORDER BY p.actor_id, e.date_start, e.event_id;
