-- One row per event, side and member of that side. members: how many members the side has, for dividing its figures.
-- kind: group, state, civilians, unknown. actor_id: null where the record gives no id and none could be told for certain;
-- such a member is known by its name. name: the actor list's, or else the event's. side_members is filled by sides.py.
CREATE VIEW participants AS
SELECT e.event_id, 'a' AS side, m.actor_id, m.name, m.members, m.kind
FROM events AS e
JOIN side_members AS m ON m.side = e.side_a AND m.side_id = coalesce(e.side_a_id, 0) AND m.country = e.country
UNION ALL
SELECT e.event_id, 'b' AS side, m.actor_id, m.name, m.members, m.kind
FROM events AS e
JOIN side_members AS m ON m.side = e.side_b AND m.side_id = coalesce(e.side_b_id, 0) AND m.country = e.country;
