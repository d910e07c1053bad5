-- Open: Where lamps stand is no secret; who is shown them is decided by the right to ground.
GRANT SELECT ON light_point TO tryggkarta_web;
