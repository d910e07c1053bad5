-- Removes staged notices that are known in a later edition, and counts them.
-- Parameters: source_code text
-- Column: number bigint.
WITH older AS (
    DELETE FROM staged
    USING police_notice
    WHERE
        police_notice.source = :source_code
        AND police_notice.source_key = staged.source_key
        AND police_notice.published_at > staged.published_at
    RETURNING staged.row_number
)

SELECT count(*) AS number FROM older
