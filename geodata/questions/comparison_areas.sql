-- Areas that could be compared with a measure, valid on before_first, of the kind that is smallest on average,
-- with their events in [before_first, before_end).
-- Parameters: measure_id; impact, ring (metres); before_first, before_end, after_first, after_end (days of
-- the windows, ends excluded); crime_groups, sources, precisions (lists); light (null for any).
-- Columns: id, kind, code, name_sv, name_en, surrounds (the area holds a part of the measure), beyond (it lies
-- farther than ring metres from it), events.
SELECT
    id,
    kind,
    code,
    name_sv,
    name_en,
    surrounds,
    beyond,
    events
FROM door.comparison_areas(
    CAST(:measure_id AS uuid),
    CAST(:impact AS integer),
    CAST(:ring AS integer),
    CAST(:before_first AS date),
    CAST(:before_end AS date),
    CAST(:after_first AS date),
    CAST(:after_end AS date),
    CAST(:crime_groups AS text[]),
    CAST(:sources AS text[]),
    CAST(:precisions AS text[]),
    CAST(:light AS text)
)
