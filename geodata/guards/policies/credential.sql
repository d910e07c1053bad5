-- Hashes and sealed secrets: no login reads them; signing in goes through credentials_of() and its like.
CREATE POLICY web_reads ON credential FOR SELECT TO tryggkarta_web USING (false);
