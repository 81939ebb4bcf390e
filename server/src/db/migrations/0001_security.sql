-- Roles are cluster-wide: made here only where the start has not made them. They carry no login of
-- their own on a server that is not ours; its login users are made members.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['xietong_app', 'xietong_engine', 'xietong_auth'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO xietong_app, xietong_engine, xietong_auth;
--> statement-breakpoint

-- The tenant in which the transaction acts; null, and so no row at all, where it was not set.
CREATE FUNCTION app_tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;
--> statement-breakpoint
CREATE FUNCTION app_is_province() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT EXISTS (SELECT FROM tenant WHERE id = app_tenant() AND kind = 'PROVINCE') $$;
--> statement-breakpoint

DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
END $$;
--> statement-breakpoint

-- Read by every tenant, written by the province.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant', 'channel', 'marketing_point', 'saving_unit', 'attribute_definition'] LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO xietong_app', name);
    EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO xietong_app USING ((SELECT app_tenant()) IS NOT NULL)', name);
    EXECUTE format('CREATE POLICY app_insert ON %I FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()))', name);
    EXECUTE format('CREATE POLICY app_update ON %I FOR UPDATE TO xietong_app USING ((SELECT app_is_province())) WITH CHECK ((SELECT app_is_province()))', name);
  END LOOP;
END $$;
--> statement-breakpoint

-- The province's alone.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['channel_key', 'machine_actor', 'number_allocator', 'subscriber_import', 'event_identity', 'subscriber_offer', 'metric_day', 'event', 'subscriber', 'subscriber_home', 'person', 'duty', 'city_function'] LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO xietong_app', name);
    EXECUTE format('CREATE POLICY app_province ON %I FOR ALL TO xietong_app USING ((SELECT app_is_province())) WITH CHECK ((SELECT app_is_province()))', name);
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE UPDATE ON event FROM xietong_app;
--> statement-breakpoint
GRANT DELETE ON event_identity TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_city_read ON subscriber FOR SELECT TO xietong_app USING (home_tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE POLICY app_city_read ON duty FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE POLICY app_city_read ON person FOR SELECT TO xietong_app
  USING (id IN (SELECT person_id FROM duty WHERE duty.tenant_id = (SELECT app_tenant())));
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['subscriber_home', 'subscriber_offer', 'metric_day', 'event', 'city_function'] LOOP
    EXECUTE format('CREATE POLICY app_city_read ON %I FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()))', name);
  END LOOP;
END $$;
--> statement-breakpoint

-- Own rows; the province reads its cities'.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['standard_campaign', 'standard_version', 'local_campaign', 'local_version', 'standard_placement', 'placement', 'customer_list', 'list_version', 'list_member', 'number_series', 'authorship', 'release', 'release_author', 'approval_request', 'approval_decision', 'asset', 'audit_event'] LOOP
    EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO xietong_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['local_campaign', 'local_version', 'placement', 'customer_list', 'list_version', 'list_member', 'number_series', 'authorship', 'release', 'release_author', 'approval_request', 'asset'] LOOP
    EXECUTE format('CREATE POLICY app_insert ON %I FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()))', name);
  END LOOP;
  -- Every city reads what is published here, so that no city may write it.
  FOREACH name IN ARRAY ARRAY['standard_campaign', 'standard_version', 'standard_placement'] LOOP
    EXECUTE format('GRANT UPDATE ON %I TO xietong_app', name);
    EXECUTE format('CREATE POLICY app_insert ON %I FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()))', name);
    EXECUTE format('CREATE POLICY app_update ON %I FOR UPDATE TO xietong_app USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['local_campaign', 'placement', 'customer_list', 'number_series'] LOOP
    EXECUTE format('GRANT UPDATE ON %I TO xietong_app', name);
    EXECUTE format('CREATE POLICY app_update ON %I FOR UPDATE TO xietong_app USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()))', name);
  END LOOP;
  -- What an approver of the province decides for a city changes these, too.
  FOREACH name IN ARRAY ARRAY['local_version', 'authorship', 'release', 'approval_request', 'asset', 'list_version'] LOOP
    EXECUTE format('CREATE POLICY app_update ON %I FOR UPDATE TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT UPDATE (state, title, overrides, resolved, assessment, row_version, updated_by, updated_by_name, updated_at) ON local_version TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (at, actor_name, settled_by) ON authorship TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, decided_at, overtaken_at, seen_live_at, seen_ended_at) ON release TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, closed_at) ON approval_request TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (released_at) ON asset, list_version TO xietong_app;
--> statement-breakpoint
GRANT DELETE ON placement TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_delete ON placement FOR DELETE TO xietong_app USING (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE POLICY app_insert ON approval_decision FOR INSERT TO xietong_app
  WITH CHECK (decided_by_tenant_id = (SELECT app_tenant()) AND (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_event FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint

-- Cities read standards once they were published, and the province's images.
CREATE POLICY app_city_read ON standard_version FOR SELECT TO xietong_app
  USING (published_at IS NOT NULL AND (SELECT app_tenant()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_city_read ON standard_campaign FOR SELECT TO xietong_app
  USING (id IN (SELECT campaign_id FROM standard_version WHERE published_at IS NOT NULL));
--> statement-breakpoint
CREATE POLICY app_city_read ON asset FOR SELECT TO xietong_app
  USING (tenant_id IN (SELECT parent_id FROM tenant WHERE id = (SELECT app_tenant())));
--> statement-breakpoint

GRANT SELECT, UPDATE ON config_revision TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_all ON config_revision FOR ALL TO xietong_app USING ((SELECT app_tenant()) IS NOT NULL) WITH CHECK ((SELECT app_tenant()) IS NOT NULL);
--> statement-breakpoint
INSERT INTO config_revision ("only", revision, at) VALUES (true, 1, now());
--> statement-breakpoint
ALTER TABLE config_revision ADD CONSTRAINT config_revision_only CHECK ("only");
--> statement-breakpoint

-- The decision engine reads what was released, and nothing of what is being worked on.
GRANT SELECT ON tenant, channel, marketing_point, config_revision, release, list_version, list_member, subscriber_offer, asset, channel_key TO xietong_engine;
--> statement-breakpoint
-- Never the number itself, not even encrypted.
GRANT SELECT (number_hash, home_tenant_id, attributes, consent_personalised) ON subscriber TO xietong_engine;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['tenant', 'channel', 'marketing_point', 'config_revision', 'subscriber', 'subscriber_offer'] LOOP
    EXECUTE format('CREATE POLICY engine_read ON %I FOR SELECT TO xietong_engine USING (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY engine_read ON release FOR SELECT TO xietong_engine USING (state = 'APPROVED' AND kind <> 'STANDARD');
--> statement-breakpoint
CREATE POLICY engine_read ON list_version FOR SELECT TO xietong_engine USING (released_at IS NOT NULL);
--> statement-breakpoint
CREATE POLICY engine_read ON list_member FOR SELECT TO xietong_engine
  USING (list_version_id IN (SELECT id FROM list_version WHERE released_at IS NOT NULL));
--> statement-breakpoint
CREATE POLICY engine_read ON asset FOR SELECT TO xietong_engine USING (released_at IS NOT NULL);
--> statement-breakpoint
CREATE POLICY engine_read ON channel_key FOR SELECT TO xietong_engine USING (revoked_at IS NULL);
--> statement-breakpoint

-- Sign-in.
GRANT SELECT, INSERT, UPDATE, DELETE ON auth_user, auth_session, auth_account, auth_verification, auth_lockout TO xietong_auth;
--> statement-breakpoint
GRANT SELECT ON person, duty, tenant, city_function TO xietong_auth;
--> statement-breakpoint
GRANT INSERT ON audit_event TO xietong_auth;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['auth_user', 'auth_session', 'auth_account', 'auth_verification', 'auth_lockout'] LOOP
    EXECUTE format('CREATE POLICY auth_all ON %I FOR ALL TO xietong_auth USING (true) WITH CHECK (true)', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['person', 'duty', 'tenant', 'city_function'] LOOP
    EXECUTE format('CREATE POLICY auth_read ON %I FOR SELECT TO xietong_auth USING (true)', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY auth_insert ON audit_event FOR INSERT TO xietong_auth WITH CHECK (true);
--> statement-breakpoint

-- What is under a hash never changes, and nothing goes live without an approval of its hash by
-- somebody who is not among its authors. The services say it first; this holds if they are wrong.
CREATE FUNCTION release_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text OR NEW.hash IS DISTINCT FROM OLD.hash
     OR NEW.tenant_id <> OLD.tenant_id OR NEW.kind <> OLD.kind OR NEW.version_id <> OLD.version_id THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_immutable';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('APPROVED', 'PUBLISHED') AND NOT EXISTS (
    SELECT FROM approval_decision d
    WHERE d.release_id = NEW.id AND d.hash = NEW.hash AND d.outcome = 'APPROVED'
      AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id = NEW.id AND a.actor_id = d.decided_by)
  ) THEN
    RAISE EXCEPTION 'no approval of this hash' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_approved';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER release_guard BEFORE UPDATE ON release FOR EACH ROW EXECUTE FUNCTION release_guard();
--> statement-breakpoint
CREATE FUNCTION release_starts_in_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'IN_REVIEW' THEN
    RAISE EXCEPTION 'a release starts in review' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_starts_in_review';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER release_starts_in_review BEFORE INSERT ON release FOR EACH ROW EXECUTE FUNCTION release_starts_in_review();
--> statement-breakpoint
CREATE FUNCTION approval_decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM release_author a WHERE a.release_id = NEW.release_id AND a.actor_id = NEW.decided_by) THEN
    RAISE EXCEPTION 'an author never approves' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_not_by_author';
  END IF;
  IF NOT EXISTS (SELECT FROM release r WHERE r.id = NEW.release_id AND r.hash = NEW.hash AND r.state = 'IN_REVIEW') THEN
    RAISE EXCEPTION 'not the hash in review' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_of_hash';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_decision_guard BEFORE INSERT ON approval_decision FOR EACH ROW EXECUTE FUNCTION approval_decision_guard();
--> statement-breakpoint
CREATE FUNCTION standard_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.fields IS DISTINCT FROM OLD.fields OR NEW.title <> OLD.title OR NEW.city_default <> OLD.city_default) THEN
    RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER standard_version_guard BEFORE UPDATE ON standard_version FOR EACH ROW EXECUTE FUNCTION standard_version_guard();
--> statement-breakpoint
CREATE FUNCTION local_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.overrides IS DISTINCT FROM OLD.overrides OR NEW.resolved IS DISTINCT FROM OLD.resolved OR NEW.title <> OLD.title) THEN
    RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER local_version_guard BEFORE UPDATE ON local_version FOR EACH ROW EXECUTE FUNCTION local_version_guard();
--> statement-breakpoint

-- Every change that decisions depend on raises the revision in its own transaction; the
-- notification only wakes sooner whoever looks at the revision anyway.
CREATE FUNCTION raise_config_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE config_revision SET revision = revision + 1, at = clock_timestamp() WHERE "only";
  PERFORM pg_notify('xietong_config', '');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER raise_config_revision AFTER UPDATE OF state, overtaken_at ON release FOR EACH ROW
  WHEN (OLD.state = 'APPROVED' OR NEW.state = 'APPROVED') EXECUTE FUNCTION raise_config_revision();
--> statement-breakpoint
CREATE TRIGGER raise_config_revision AFTER INSERT OR UPDATE ON marketing_point FOR EACH STATEMENT EXECUTE FUNCTION raise_config_revision();
--> statement-breakpoint
CREATE TRIGGER raise_config_revision AFTER INSERT OR UPDATE ON channel_key FOR EACH STATEMENT EXECUTE FUNCTION raise_config_revision();
--> statement-breakpoint

-- Events are stored by the Shanghai day of receipt, one partition a day.
CREATE FUNCTION ensure_event_partitions(first_day date, last_day date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  day date := first_day;
  made integer := 0;
BEGIN
  WHILE day <= last_day LOOP
    IF to_regclass(format('public.%I', 'event_' || to_char(day, 'YYYYMMDD'))) IS NULL THEN
      EXECUTE format('CREATE TABLE %I PARTITION OF event FOR VALUES FROM (%L) TO (%L)',
        'event_' || to_char(day, 'YYYYMMDD'), day, day + 1);
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', 'event_' || to_char(day, 'YYYYMMDD'));
      made := made + 1;
    END IF;
    day := day + 1;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION ensure_event_partitions(date, date) FROM PUBLIC;
--> statement-breakpoint
-- Takes what no day has: a start after a long rest finds its partitions made before it serves.
CREATE TABLE event_other PARTITION OF event DEFAULT;
--> statement-breakpoint
ALTER TABLE event_other ENABLE ROW LEVEL SECURITY;
