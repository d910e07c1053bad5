-- Open: Published figures are no secret.
GRANT SELECT ON reference_figure TO tryggkarta_web;
