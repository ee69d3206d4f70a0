-- One row per dyad and year of activity, from the vintages of kind ucdp-dyadic. vintage, dyad_id and year cite the row.
CREATE VIEW dyads AS
SELECT * FROM dyads_winning;
