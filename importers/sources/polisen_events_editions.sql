-- Removes staged notices that the same file holds in a later edition; of equals the last row stays.
DELETE FROM staged
USING staged AS later
WHERE
    staged.source_key = later.source_key
    AND (staged.published_at, staged.row_number) < (later.published_at, later.row_number)
