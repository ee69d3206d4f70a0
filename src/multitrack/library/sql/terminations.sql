-- One row per ended episode of a dyad, from the vintages of kind ucdp-termination. outcome: 1 peace agreement, 2 ceasefire,
-- 3 victory of side A, 4 victory of side B, 5 low activity, 6 an actor ceases to exist, null not stated.
CREATE VIEW terminations AS
SELECT * EXCLUDE (ended) FROM terminations_winning;
