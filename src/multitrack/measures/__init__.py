"""What is computed from the public record, and how sure it is.

Rules of the room. Tables in, tables out: no clock, no network, no ledger. Silence is not absence: outside a dataset's
coverage there are no months, never zeros. One set of hyper-parameters for all groups. Words before numbers, and no
score that ranks groups. Start at :func:`multitrack.measures.violence.violence`.
"""

__all__: list[str] = []
