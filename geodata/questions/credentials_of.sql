-- What the account of an address signs in with; no row for a closed one, none for a temporary password too old.
-- Parameters: address.
-- Columns: user_id, password_hash (null: none of ours), version, language, has_totp, is_temporary.
SELECT
    found.user_id,
    found.password_hash,
    found.version,
    found.language,
    found.has_totp,
    found.is_temporary
FROM credentials_of(:address) AS found
