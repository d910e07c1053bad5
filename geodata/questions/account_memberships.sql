-- The memberships of an account, those of today first, then the coming, then the ended; newest first.
-- Parameters: user_id, day.
-- Columns: id, role, organisation_sv, organisation_en, areas_sv, areas_en (names; none: the whole city), valid_from,
-- valid_to, claimed_from (issuer or null), state (now, coming, ended).
WITH held AS (
    SELECT
        membership.*,
        CASE
            WHEN membership.valid_to <= :day THEN 'ended'
            WHEN :day < membership.valid_from THEN 'coming'
            ELSE 'now'
        END AS state
    FROM membership
    WHERE membership.user_id = :user_id
)

SELECT
    held.id,
    held.role,
    organisation.name_sv AS organisation_sv,
    organisation.name_en AS organisation_en,
    ARRAY(
        SELECT area.name_sv FROM area
        WHERE area.id = ANY(held.area_ids)
        ORDER BY area.id
    ) AS areas_sv,
    ARRAY(
        SELECT area.name_en FROM area
        WHERE area.id = ANY(held.area_ids)
        ORDER BY area.id
    ) AS areas_en,
    held.valid_from,
    held.valid_to,
    held.claimed_from,
    held.state
FROM held
INNER JOIN organisation ON held.organisation_id = organisation.id
ORDER BY array_position(ARRAY['now', 'coming', 'ended'], held.state) ASC, held.valid_from DESC, held.id ASC
