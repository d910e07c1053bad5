-- How many groups a file gave, and by how many square metres they differ from their members (closed cracks).
-- Parameters: batch_id uuid
-- Column: quality jsonb.
SELECT
    jsonb_build_object(
        'groups', (SELECT count(DISTINCT group_code) FROM staged),
        'members_m2', (
            SELECT round(CAST(sum(area.extent_m2) AS numeric))
            FROM area
            INNER JOIN staged ON area.id = staged.member_id
        ),
        'groups_m2', (
            SELECT round(CAST(sum(extent_m2) AS numeric)) FROM area
            WHERE batch_id = :batch_id
        )
    ) AS quality
