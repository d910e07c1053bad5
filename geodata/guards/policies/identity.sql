-- Who is whom at an OpenID provider: asked one at a time through account_of_identity().
CREATE POLICY web_reads ON identity FOR SELECT TO tryggkarta_web USING (false);
