-- Ended episodes of fighting of one group. Parameter: actor id.
SELECT * FROM terminations
WHERE list_contains(side_a_ids, $actor) OR list_contains(side_b_ids, $actor)
ORDER BY coalesce(end_date, make_date(year::INTEGER, 12, 31)), dyad_id;
