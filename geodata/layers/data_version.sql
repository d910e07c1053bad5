-- What changes when the data of the map does.
-- Parameters: none.
-- Columns: data_version (text).
SELECT door.data_version() AS data_version
