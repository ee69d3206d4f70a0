-- Years of activity of the dyads of one group. Parameter: actor id.
SELECT * FROM dyads
WHERE list_contains(side_a_ids, $actor) OR list_contains(side_b_ids, $actor)
ORDER BY year, dyad_id;
