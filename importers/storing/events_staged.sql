-- What the counts of a file add up to. Column: events bigint (null where none is told).
SELECT sum(events) AS events FROM staged
