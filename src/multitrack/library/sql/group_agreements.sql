-- Peace agreements in which one group is coded as a party. Parameter: actor id.
SELECT * FROM agreements WHERE list_contains(actor_ids, $actor) ORDER BY date, agreement_id;
