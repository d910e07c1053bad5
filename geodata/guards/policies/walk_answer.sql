-- Answers to what was found on walks: seen with the finding.
GRANT SELECT ON walk_answer TO tryggkarta_web;

CREATE POLICY web_reads ON walk_answer FOR SELECT TO tryggkarta_web USING (
    EXISTS (SELECT FROM observation WHERE observation.id = walk_answer.observation_id)
);
