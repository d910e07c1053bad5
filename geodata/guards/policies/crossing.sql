-- Open: Where streets are crossed is no secret.
GRANT SELECT ON crossing TO tryggkarta_web;
