-- Open: What streets are called and where they run is no secret.
GRANT SELECT ON street TO tryggkarta_web;
