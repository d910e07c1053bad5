-- Gives the staged areas their place in the city's CRS. Parameters: none.
UPDATE staged SET
    geom = ST_Multi(to_metric(shape)),
    lost_share = 0
