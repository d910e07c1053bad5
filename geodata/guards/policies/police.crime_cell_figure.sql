-- What may be told of recorded crime per square: others ask through the doors. No login writes it.
GRANT SELECT ON police.crime_cell_figure TO tryggkarta_police;

CREATE POLICY police_reads ON police.crime_cell_figure FOR SELECT TO tryggkarta_police USING (
    (SELECT form = 'points' FROM my_crime_form()) AND (SELECT may_all('incident', 'read'))
);
