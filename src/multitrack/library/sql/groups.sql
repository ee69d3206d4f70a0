-- Every armed group: of the actor list (all but states), and those that only the events name. For the latter the id is the
-- events' own, or null. Figures are over the events of the library in which the group took part.
WITH shown AS (
    SELECT
        p.actor_id,
        CASE WHEN p.actor_id IS NULL THEN p.name END AS own_name,
        arg_max(p.name, e.date_start) AS name,
        list(DISTINCT p.name ORDER BY p.name) AS written,
        list(DISTINCT e.country ORDER BY e.country) AS countries,
        count(DISTINCT p.event_id) AS events,
        min(e.date_start) AS first,
        max(coalesce(e.date_end, e.date_start)) AS last
    FROM participants AS p
    JOIN events AS e USING (event_id)
    WHERE p.kind = 'group'
    GROUP BY ALL
),
listed AS (
    SELECT * FROM actors WHERE NOT is_state
)
SELECT
    coalesce(l.actor_id, s.actor_id) AS actor_id,
    coalesce(l.name, s.name) AS name,
    list_distinct(list_filter(
        [l.name_original, l.name_original_full, l.name_english, l.new_name, l.new_name_full, l.new_name_english]
            || coalesce(s.written, []),
        lambda other: other IS NOT NULL AND other <> coalesce(l.name, s.name)
    )) AS aliases,
    coalesce(l.location, array_to_string(s.countries, ', '), '') AS location,
    coalesce(s.events, 0) AS events,
    s.first,
    s.last
FROM listed AS l
FULL JOIN shown AS s ON s.actor_id = l.actor_id
ORDER BY lower(coalesce(l.name, s.name)), coalesce(l.name, s.name), coalesce(l.actor_id, s.actor_id);
