-- Open: What areas became is no secret.
GRANT SELECT ON area_successor TO tryggkarta_web;
