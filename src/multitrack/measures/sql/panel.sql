-- One row per armed group and month with at least one event; months without events are filled in by panel.py.
--
-- Reads the views events, participants and actors of the library. Parameters: $ucdp_id (NULL: every group), $until
-- (NULL: everything; otherwise events that ended on or before that day).
--
-- An event stands in the month in which it ended, when its toll was known, so that no month holds anything later.
-- Deaths of an event are divided equally among the parties of a side: everyone gets the whole part, the first ones in
-- the order of their ids one more until the total is kept. The event itself counts once for each of its parties.
-- A group's deaths are all deaths of the events in which it is a party, whoever died.
-- Infighting: events with a kin group on the other side, kin being a direct tie of the actor list, read both ways.
-- listed: whether the group is in the actor list; where it is not, its ties are unknown.
WITH counted AS (
    SELECT
        event_id,
        type,
        coalesce(date_end, date_start) AS day,
        best, low, high, latitude, longitude, adm1
    FROM events
    WHERE $until IS NULL OR coalesce(date_end, date_start) <= CAST($until AS DATE)
),
sides AS MATERIALIZED (
    SELECT event_id, side, actor_id, name, members, kind
    FROM participants
    WHERE $ucdp_id IS NULL OR event_id IN (SELECT event_id FROM participants WHERE actor_id = $ucdp_id)
),
parties AS MATERIALIZED (
    -- Most sides have one party; only the others need an order among their members.
    SELECT *, 1 AS place FROM sides WHERE members = 1
    UNION ALL
    SELECT *, row_number() OVER (PARTITION BY event_id, side ORDER BY actor_id NULLS LAST, name) AS place
    FROM sides
    WHERE members > 1
),
groups AS (
    SELECT event_id, side, actor_id, name, members, place
    FROM parties
    WHERE actor_id IS NOT NULL
      AND ($ucdp_id IS NULL OR actor_id = $ucdp_id)
      AND kind NOT IN ('state', 'civilians')
),
shares AS MATERIALIZED (
    SELECT
        m.actor_id, m.event_id, m.side, m.name,
        CAST(12 * year(e.day) + month(e.day) - 1 AS INTEGER) AS month,
        e.day, e.type, e.latitude, e.longitude, e.adm1,
        e.best // m.members + CAST(m.place <= e.best % m.members AS INTEGER) AS best,
        e.low // m.members + CAST(m.place <= e.low % m.members AS INTEGER) AS low,
        e.high // m.members + CAST(m.place <= e.high % m.members AS INTEGER) AS high
    FROM groups AS m
    JOIN counted AS e USING (event_id)
),
monthly AS (
    SELECT
        actor_id, month,
        any_value(name) AS name,
        count(DISTINCT event_id) AS events,
        sum(best) AS deaths, sum(low) AS low, sum(high) AS high,
        count(DISTINCT event_id) FILTER (type = 1) AS events_state,
        count(DISTINCT event_id) FILTER (type = 2) AS events_groups,
        count(DISTINCT event_id) FILTER (type = 3) AS events_civilians,
        coalesce(sum(best) FILTER (type = 1), 0) AS deaths_state,
        coalesce(sum(best) FILTER (type = 2), 0) AS deaths_groups,
        coalesce(sum(best) FILTER (type = 3), 0) AS deaths_civilians,
        count(DISTINCT adm1) AS districts,
        count(DISTINCT day) AS days,
        count(latitude) AS placed,
        111.2 * sqrt(
            coalesce(var_pop(latitude), 0)
            + coalesce(var_pop(longitude), 0) * pow(cos(radians(coalesce(avg(latitude), 0))), 2)
        ) AS spread_km
    FROM shares
    GROUP BY actor_id, month
),
ties AS (
    SELECT actor_id, unnest(split_from_ids) AS other_id FROM actors
    UNION
    SELECT actor_id, unnest(temporary_split_ids) FROM actors
    UNION
    SELECT actor_id, unnest(alliance_ids) FROM actors
),
kin AS (
    -- An actor given as split from itself is a mistake of the list and would be kin to nobody else.
    SELECT actor_id, other_id FROM ties WHERE actor_id <> other_id
    UNION
    SELECT other_id, actor_id FROM ties WHERE actor_id <> other_id
),
infighting AS (
    SELECT s.actor_id, s.month, count(DISTINCT s.event_id) AS infighting_events, sum(s.best) AS infighting_deaths
    FROM shares AS s
    SEMI JOIN (
        -- The side is turned round, so that the join is on equal columns alone.
        SELECT k.actor_id, o.event_id, CASE o.side WHEN 'a' THEN 'b' ELSE 'a' END AS side
        FROM parties AS o
        JOIN kin AS k ON k.other_id = o.actor_id
        WHERE o.kind NOT IN ('state', 'civilians')
    ) AS against USING (actor_id, event_id, side)
    GROUP BY s.actor_id, s.month
),
opposed AS (
    SELECT s.actor_id, s.month, count(DISTINCT coalesce(CAST(o.actor_id AS VARCHAR), o.name)) AS opponents
    FROM shares AS s
    JOIN parties AS o ON o.event_id = s.event_id AND o.side <> s.side
    WHERE o.kind <> 'civilians'
    GROUP BY s.actor_id, s.month
)
SELECT
    m.*,
    coalesce(o.opponents, 0) AS opponents,
    coalesce(i.infighting_events, 0) AS infighting_events,
    coalesce(i.infighting_deaths, 0) AS infighting_deaths,
    m.actor_id IN (SELECT actor_id FROM actors) AS listed
FROM monthly AS m
LEFT JOIN opposed AS o USING (actor_id, month)
LEFT JOIN infighting AS i USING (actor_id, month)
ORDER BY m.actor_id, m.month
