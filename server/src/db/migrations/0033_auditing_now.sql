-- Whether the acting person audits for the transaction's tenant now: a duty that is over opens nothing.
CREATE OR REPLACE FUNCTION audits_here() RETURNS boolean LANGUAGE sql STABLE
  AS $$
    SELECT EXISTS (SELECT FROM duty d WHERE d.person_id = app_actor() AND d.tenant_id = app_tenant() AND d.role = 'AUDITOR'
      AND d.valid_from <= now() AND (d.valid_until IS NULL OR d.valid_until > now()))
  $$;
