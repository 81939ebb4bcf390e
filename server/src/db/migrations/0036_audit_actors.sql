CREATE INDEX "audit_event_actors" ON "audit_event" USING btree ("tenant_id","actor_name","actor_id") WHERE actor_id is not null;--> statement-breakpoint
-- Who acted under a name: each actor once, found by leaping from one to the next. A search by a person looks for
-- the id that stands in each of their events, since words of names stand in the events of others, too. Under
-- row-level security names could not be compared before the policy is asked for every event; this has the policy
-- of audit_event written into it, and tells ids alone (server/adr/0020).
CREATE FUNCTION audit_find_actors(name_like text, most integer) RETURNS TABLE (id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET jit = off
AS $$
  WITH RECURSIVE actors AS (
    SELECT first.* FROM tenant t, LATERAL (
      SELECT e.tenant_id, e.actor_name, e.actor_id FROM audit_event e
      WHERE e.tenant_id = t.id AND e.actor_id IS NOT NULL
      ORDER BY e.actor_name, e.actor_id LIMIT 1) first
    WHERE t.id = app_tenant() OR (SELECT app_is_province())
    UNION ALL
    SELECT following.* FROM actors a, LATERAL (
      SELECT e.tenant_id, e.actor_name, e.actor_id FROM audit_event e
      WHERE e.tenant_id = a.tenant_id AND e.actor_id IS NOT NULL
        AND (e.actor_name, e.actor_id) > (a.actor_name, a.actor_id)
      ORDER BY e.actor_name, e.actor_id LIMIT 1) following)
  SELECT DISTINCT a.actor_id FROM actors a WHERE a.actor_name ILIKE name_like LIMIT most
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION audit_find_actors FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_find_actors TO xietong_app;
