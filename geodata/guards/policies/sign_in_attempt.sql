-- Wrong guesses: counted by count_attempt(), forgotten by unlock_account().
CREATE POLICY web_reads ON sign_in_attempt FOR SELECT TO tryggkarta_web USING (false);
