-- One row per event of organised violence, from the vintages of kind ucdp-ged.
-- type: 1 state-based, 2 between groups, 3 one-sided. date_prec 1 (day) to 5 (over a month). where_prec 1 (exact) to 7.
-- best, low, high: deaths as published; low above high occurs. vintage and event_id cite the row.
CREATE VIEW events AS
SELECT
    event_id, date_start, date_end, date_prec, type, conflict_id, conflict_name, dyad_id,
    side_a, side_a_id, side_b, side_b_id, country, adm1, latitude, longitude, where_prec,
    best, low, high, vintage
FROM events_winning;
