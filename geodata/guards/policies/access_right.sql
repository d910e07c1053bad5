-- Read by the functions of scope/ alone.
GRANT SELECT ON access_right TO tryggkarta_reader;
