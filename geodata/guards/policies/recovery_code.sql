-- Digests of recovery codes: used up by use_recovery_code(), drawn by set_second_factor().
CREATE POLICY web_reads ON recovery_code FOR SELECT TO tryggkarta_web USING (false);
