-- One row per actor of the UCDP Actor list. organisation: 1 formally organised, 2 supporters, 3 communal or informal,
-- 4 the government of a state. Lists of ids are in the published order. vintage and actor_id cite the row.
CREATE VIEW actors AS
SELECT *, organisation = 4 AS is_state
FROM actors_winning;
