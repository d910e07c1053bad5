-- Open: Names of organisations are no secret.
GRANT SELECT ON organisation TO tryggkarta_web;
