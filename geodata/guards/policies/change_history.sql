-- History: seen where the row is. Its trigger writes it, nobody else.
GRANT SELECT ON change_history TO tryggkarta_web;

CREATE POLICY web_reads ON change_history FOR SELECT TO tryggkarta_web USING (
    CASE change_history.table_name
        WHEN 'place' THEN EXISTS (SELECT FROM place WHERE place.id = change_history.row_id)
        WHEN 'observation' THEN EXISTS (SELECT FROM observation WHERE observation.id = change_history.row_id)
        WHEN 'measure' THEN EXISTS (SELECT FROM measure WHERE measure.id = change_history.row_id)
        WHEN 'initiative' THEN EXISTS (SELECT FROM initiative WHERE initiative.id = change_history.row_id)
        WHEN 'goal' THEN EXISTS (SELECT FROM goal WHERE goal.id = change_history.row_id)
        ELSE (SELECT may_all('user', 'read'))
    END
);
