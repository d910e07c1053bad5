-- Open: How many live where is no secret.
GRANT SELECT ON population TO tryggkarta_web;
