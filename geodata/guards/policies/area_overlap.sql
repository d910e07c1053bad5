-- Open: How areas overlap is no secret.
GRANT SELECT ON area_overlap TO tryggkarta_web;
