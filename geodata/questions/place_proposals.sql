-- Groups of single marks that lie densely together, the largest first; unsafe and safe spots are grouped apart.
-- Parameters: metres · least (marks of a group) · within (integer[] of area ids, null: all).
-- Columns: mark_ids (uuid[], sorted), polarity, marks, first_day, last_day, lon, lat (of the mark nearest the
-- middle), hull (GeoJSON in degrees, 10 m around the marks), extent_metres (of the two furthest apart),
-- categories (JSON list of each mark's list), near_id, near_name, near_metres (the nearest place within 50 m).
WITH marks AS (
    SELECT
        observation.*,
        ST_ClusterDBSCAN(observation.geom, CAST(:metres AS double precision), CAST(:least AS integer))
            OVER (PARTITION BY observation.polarity) AS cluster
    FROM observation
    WHERE
        observation.place_id IS NULL AND NOT observation.held AND observation.heard_from = 'survey'
        AND observation.status <> 'rejected' AND observation.polarity IN ('unsafe', 'safe')
        AND observation.geom IS NOT NULL AND observation.precision IN ('exact', 'snapped')
        AND (CAST(:within AS integer[]) IS NULL OR observation.near_area_ids && CAST(:within AS integer[]))
        AND NOT EXISTS (SELECT FROM dismissed_mark WHERE dismissed_mark.observation_id = observation.id)
),

proposed AS (
    SELECT
        polarity,
        array_agg(id ORDER BY id) AS mark_ids,
        count(*) AS marks,
        min(observed_on) AS first_day,
        max(observed_on) AS last_day,
        jsonb_agg(to_jsonb(categories)) AS categories,
        ST_Collect(geom) AS spots,
        ST_ClosestPoint(ST_Collect(geom), ST_Centroid(ST_Collect(geom))) AS middle
    FROM marks
    WHERE cluster IS NOT NULL
    GROUP BY polarity, cluster
)

SELECT
    proposed.*,
    near.id AS near_id,
    near.name AS near_name,
    near.metres AS near_metres,
    ST_X(to_lonlat(proposed.middle)) AS lon,
    ST_Y(to_lonlat(proposed.middle)) AS lat,
    ST_MaxDistance(proposed.spots, proposed.spots) AS extent_metres,
    ST_AsGeoJSON(to_lonlat(ST_Buffer(ST_ConvexHull(proposed.spots), 10, 4)), 6) AS hull
FROM proposed
LEFT JOIN LATERAL (
    SELECT place.*, ST_Distance(place.geom, proposed.middle) AS metres -- noqa: LT09
    FROM door.places_in(ST_Expand(proposed.middle, 50)) AS place
    WHERE ST_DWithin(place.geom, proposed.middle, 50) AND place.status <> 'rejected'
    ORDER BY metres, place.id
    LIMIT 1
) AS near ON TRUE
ORDER BY proposed.marks DESC, proposed.mark_ids ASC
