-- Whether any figure of this city is made up: a banner says so, whatever part of the figures one sees.
CREATE FUNCTION door.has_synthetic() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN
        EXISTS (SELECT FROM import_batch WHERE synthetic AND status = 'published')
        OR EXISTS (SELECT FROM place WHERE synthetic)
        OR EXISTS (SELECT FROM measure WHERE synthetic)
        OR EXISTS (SELECT FROM survey WHERE synthetic);
END $$;
