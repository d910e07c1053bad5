-- Open: Borders are no secret.
GRANT SELECT ON area TO tryggkarta_web;
