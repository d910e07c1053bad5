-- Read by the functions of scope/ alone.
GRANT SELECT ON crime_form TO tryggkarta_reader;
