-- One row per peace agreement, from the vintages of kind ucdp-agreements. kind: 1 full, 2 partial, 3 on the process.
CREATE VIEW agreements AS
SELECT * FROM agreements_winning;
