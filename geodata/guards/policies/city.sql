-- Open: The city's own facts are no secret.
GRANT SELECT ON city TO tryggkarta_web;
