-- Open: Kinds of areas are no secret.
GRANT SELECT ON area_kind TO tryggkarta_web;
