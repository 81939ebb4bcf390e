-- The terms of what was audited before, as the writer makes them since (shared/src/audit/audit-terms.ts).
-- Functions of this migration alone: in the database this takes ten times as long as in the writer.
CREATE FUNCTION audit_text_words(text text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT regexp_replace(regexp_replace(lower(text COLLATE "C"),
    '\\(?:u[0-9a-f]{4}|.)|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-|[^a-z0-9\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+', ' ', 'g'),
    '([a-z0-9]{40})[a-z0-9]+', '\1', 'g')
$$;
--> statement-breakpoint
CREATE FUNCTION audit_text_terms(text text, at timestamptz) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT array_to_tsvector(array_remove(string_to_array(
    -- Pairs from the first Han of each run on, then pairs from the second one on.
    regexp_replace(words, '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{1,2})', ' \1 ', 'g') || ' ' ||
    regexp_replace(
      regexp_replace(
        regexp_replace(words, '[a-z0-9]+', ' ', 'g'),
        '[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]*)', ' \1', 'g'),
      '([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]{1,2})', ' \1 ', 'g') ||
    ' @' || day::text || ' @@' || floor(day / 32.0)::int::text, ' '), ''))
  FROM (SELECT audit_text_words(left(text, 50000)) AS words,
    floor(extract(epoch FROM at AT TIME ZONE 'UTC') / 86400)::int AS day) t
$$;
--> statement-breakpoint
ALTER TABLE "audit_event" ADD COLUMN "terms" "tsvector";--> statement-breakpoint
UPDATE audit_event SET terms = audit_text_terms(canonical, at);--> statement-breakpoint
ALTER TABLE "audit_event" ALTER COLUMN "terms" SET NOT NULL;--> statement-breakpoint
DROP FUNCTION audit_text_terms(text, timestamptz);--> statement-breakpoint
DROP FUNCTION audit_text_words(text);--> statement-breakpoint
CREATE INDEX "audit_event_terms" ON "audit_event" USING gin ("terms");--> statement-breakpoint

-- `@@` is not leakproof: under row-level security the policy is asked before it, row by row, and an index by
-- terms is never used. These two have the policy of audit_event written into them and lend the owner's rights for
-- nothing else: no name, no text and no tenant of their caller's choice gets past it (server/adr/0020).

-- How many events hold all terms, counted up to `most`.
CREATE FUNCTION audit_count_terms(words tsquery, most integer) RETURNS integer
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan
  SET work_mem = '64MB'
AS $$
BEGIN
  RETURN (SELECT count(*) FROM (
    SELECT FROM audit_event e
    WHERE e.terms @@ words AND (e.tenant_id = app_tenant() OR (SELECT app_is_province())) LIMIT most) found);
END $$;
--> statement-breakpoint
-- Places of the newest events that hold all terms and meet every condition that is given, newest first.
CREATE FUNCTION audit_find_terms(
    words tsquery, since timestamptz, until timestamptz, before_at timestamptz, before_id uuid, most integer,
    text_like text, actor_like text, act_is text, subject_is text, tenant_is uuid, result_is text)
  RETURNS TABLE (id uuid, at timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_custom_plan
  SET work_mem = '64MB'
AS $$
BEGIN
  RETURN QUERY
    WITH found AS MATERIALIZED (
      SELECT e.id, e.at FROM audit_event e
      WHERE e.terms @@ words AND (e.tenant_id = app_tenant() OR (SELECT app_is_province()))
        AND e.at >= since AND e.at < until AND (before_at IS NULL OR (e.at, e.id) < (before_at, before_id))
        AND (act_is IS NULL OR e.act = act_is) AND (subject_is IS NULL OR e.subject_type = subject_is)
        AND (tenant_is IS NULL OR e.tenant_id = tenant_is) AND (result_is IS NULL OR e.result = result_is)
        AND (actor_like IS NULL OR e.actor_name ILIKE actor_like)
        AND (text_like IS NULL OR e.canonical ILIKE text_like))
    SELECT f.id, f.at FROM found f ORDER BY f.at DESC, f.id DESC LIMIT most;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION audit_count_terms, audit_find_terms FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_count_terms, audit_find_terms TO xietong_app;
