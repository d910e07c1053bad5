"""Neutral names of the demo's places: what they are and a code, so that nobody's neighbourhood is meant.

Real squares and parks (positions rounded, from OpenStreetMap, ODbL) occur only as safe or neutral places.
"""

# Place kind, how its name begins, how large a part of the invented places, shape: a point, a line, a surface.
INVENTED = (
    ("underpass", "GC-tunnel", 0.10, "point"),
    ("path", "Gångväg", 0.14, "line"),
    ("green_corridor", "Parkstråk", 0.10, "line"),
    ("park", "Parkdel", 0.07, "surface"),
    ("playground", "Lekplats", 0.06, "surface"),
    ("square", "Torgyta", 0.05, "surface"),
    ("stop", "Hållplats", 0.11, "point"),
    ("car_park", "Parkering", 0.08, "point"),
    ("bicycle_parking", "Cykelparkering", 0.04, "point"),
    ("crossing", "Övergångsställe", 0.05, "point"),
    ("junction", "Korsning", 0.04, "point"),
    ("bridge", "Bro", 0.03, "point"),
    ("school_route", "Skolväg", 0.04, "line"),
    ("sports_ground", "Idrottsplats", 0.02, "point"),
    ("dog_area", "Hundrastplats", 0.02, "point"),
    ("local_centre", "Centrumanläggning", 0.03, "point"),
    ("residential_yard", "Gårdsstråk", 0.02, "point"),
)

# Name, place kind, longitude, latitude (DOMAIN 16.2).
REAL = (
    ("Stortorget", "square", 13.0006, 55.6061),
    ("Gustav Adolfs torg", "square", 13.0012, 55.6027),
    ("Lilla torg", "square", 12.9988, 55.6051),
    ("Davidshallstorg", "square", 12.9984, 55.5994),
    ("Drottningtorget", "square", 13.0100, 55.6082),
    ("Slottsparken", "park", 12.9890, 55.6013),
    ("Kungsparken", "park", 12.9929, 55.6037),
    ("Pildammsparken", "park", 12.9916, 55.5906),
    ("Rörsjöparken", "park", 13.0178, 55.6051),
    ("Beijers park", "park", 13.0500, 55.6105),
    ("Bulltofta rekreationsområde", "park", 13.0699, 55.6015),
    ("Scaniaparken", "park", 12.9756, 55.6177),
    ("Ribersborgsstranden", "bathing_place", 12.9666, 55.6021),
    ("Sibbarp", "bathing_place", 12.9118, 55.5745),
    ("Limhamns kalkbrott", "other", 12.9333, 55.5676),
    ("Katrinetorp", "park", 13.0054, 55.5508),
    ("Lindängsbadet", "bathing_place", 13.0175, 55.5632),
    ("Jägersro travbana", "sports_ground", 13.0580, 55.5725),
)

# Busy places without any measure, of the kinds of the effects' places: what these are compared with.
COMPARED = (
    ("underpass", "GC-tunnel"),
    ("path", "Gångväg"),
    ("green_corridor", "Parkstråk"),
    ("stop", "Hållplats"),
    ("car_park", "Parkering"),
    ("local_centre", "Centrumanläggning"),
    ("bicycle_parking", "Cykelparkering"),
)

# Districts of letters and numbers, so that names tell places apart and nothing else.
LETTERS = "ABCDEFGHJKLMNPRSTUV"
