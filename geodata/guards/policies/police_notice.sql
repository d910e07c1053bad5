-- Open: The police publish these to everybody.
GRANT SELECT ON police_notice TO tryggkarta_web;
