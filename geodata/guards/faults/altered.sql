-- Whether what stands is another than what was installed. Parameters: standing (text: now). Columns: about.
SELECT 'tryggkarta db upgrade' AS about
WHERE obj_description('police'::regnamespace, 'pg_namespace') IS DISTINCT FROM CAST(:standing AS text)
