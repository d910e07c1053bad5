-- Open: How fast traffic goes is no secret; who is shown it is decided by the right to ground.
GRANT SELECT ON speed_measurement TO tryggkarta_web;
