ALTER TABLE "customer_list" ADD COLUMN "purpose" text DEFAULT 'MARKETING' NOT NULL;--> statement-breakpoint
ALTER TABLE "list_import" ADD COLUMN "purpose" text DEFAULT 'MARKETING' NOT NULL;--> statement-breakpoint
ALTER TABLE "customer_list" ADD CONSTRAINT "customer_list_purpose" CHECK ("customer_list"."purpose" in ('MARKETING', 'BLOCKLIST'));--> statement-breakpoint
ALTER TABLE "list_import" ADD CONSTRAINT "list_import_purpose" CHECK ("list_import"."purpose" in ('MARKETING', 'BLOCKLIST'));--> statement-breakpoint

-- Whom a list keeps from marketing, it never becomes an audience for, nor the other way round.
CREATE FUNCTION customer_list_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.purpose <> OLD.purpose THEN
    RAISE EXCEPTION 'what a list is for never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'customer_list_purpose_immutable';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customer_list_guard BEFORE UPDATE ON customer_list FOR EACH ROW EXECUTE FUNCTION customer_list_guard();
--> statement-breakpoint
CREATE FUNCTION placement_list_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM list_version v JOIN customer_list l ON l.id = v.list_id
    WHERE v.id = NEW.list_version_id AND l.purpose = 'BLOCKLIST') THEN
    RAISE EXCEPTION 'nothing is aimed by a blocklist' USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_list_marketing';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER placement_list_guard BEFORE INSERT OR UPDATE OF list_version_id ON placement FOR EACH ROW
  WHEN (NEW.list_version_id IS NOT NULL) EXECUTE FUNCTION placement_list_guard();
--> statement-breakpoint

-- What the engine was once let read it goes on reading: a blocklist ends by being archived, and by nothing else.
CREATE FUNCTION list_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a released version stays released' USING ERRCODE = 'check_violation', CONSTRAINT = 'list_version_released';
END $$;
--> statement-breakpoint
CREATE TRIGGER list_version_guard BEFORE UPDATE ON list_version FOR EACH ROW
  WHEN (OLD.released_at IS NOT NULL AND NEW.released_at IS DISTINCT FROM OLD.released_at) EXECUTE FUNCTION list_version_guard();
--> statement-breakpoint

-- A blocklist is in force from when its version is whole until it is archived. A version that a release pins raises
-- nothing by itself: the release does.
CREATE FUNCTION raise_config_revision_for_blocklist() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM customer_list l WHERE l.id = NEW.list_id AND l.purpose = 'BLOCKLIST') THEN
    UPDATE config_revision SET revision = revision + 1, at = clock_timestamp() WHERE "only";
    PERFORM pg_notify('xietong_config', '');
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER raise_config_revision AFTER INSERT OR UPDATE OF released_at ON list_version FOR EACH ROW
  WHEN (NEW.released_at IS NOT NULL) EXECUTE FUNCTION raise_config_revision_for_blocklist();
--> statement-breakpoint
CREATE TRIGGER raise_config_revision AFTER UPDATE ON customer_list FOR EACH ROW
  WHEN (NEW.purpose = 'BLOCKLIST' AND NEW.archived_at IS DISTINCT FROM OLD.archived_at) EXECUTE FUNCTION raise_config_revision();
--> statement-breakpoint

-- Neither their names nor who made them.
GRANT SELECT (id, tenant_id, purpose, archived_at) ON customer_list TO xietong_engine;
--> statement-breakpoint
CREATE POLICY engine_read ON customer_list FOR SELECT TO xietong_engine USING (purpose = 'BLOCKLIST' AND archived_at IS NULL);
--> statement-breakpoint

-- How many members of a list version are on a blocklist in force where it is used, and how many of those would be
-- shown what it is for otherwise. A city may not read the province's blocklists, and must know how many they stop:
-- this tells numbers alone, and has the policies of list_version, subscriber and subscriber_offer in its text
-- (server/adr/0029). `home` null = customers of every city; `offers` = what they may have ordered.
CREATE FUNCTION list_blocked(of_version uuid, home uuid, offers text[], OUT members integer, OUT reachable integer)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' SET jit = off
AS $$
  WITH seen AS (
    SELECT v.id, v.tenant_id FROM list_version v
    WHERE v.id = of_version AND (v.tenant_id = app_tenant() OR (SELECT app_is_province()))),
  in_force AS (
    SELECT DISTINCT ON (b.list_id) b.id
    FROM seen JOIN customer_list l ON l.tenant_id = seen.tenant_id OR l.tenant_id IN (SELECT p.id FROM tenant p WHERE p.kind = 'PROVINCE')
      JOIN list_version b ON b.list_id = l.id
    WHERE l.purpose = 'BLOCKLIST' AND l.archived_at IS NULL AND b.released_at IS NOT NULL
    ORDER BY b.list_id, b.version DESC),
  blocked AS (
    SELECT m.number_hash FROM seen JOIN list_member m ON m.list_version_id = seen.id
    WHERE m.number_hash IN (SELECT b.number_hash FROM list_member b WHERE b.list_version_id IN (SELECT i.id FROM in_force i)))
  SELECT count(*)::integer, (count(*) FILTER (WHERE s.number_hash IS NOT NULL))::integer
  FROM blocked b LEFT JOIN subscriber s ON s.number_hash = b.number_hash
    AND s.consent_personalised AND (home IS NULL OR s.home_tenant_id = home)
    AND (s.home_tenant_id = app_tenant() OR (SELECT app_is_province()))
    AND NOT EXISTS (
      SELECT FROM subscriber_offer o WHERE o.number_hash = s.number_hash AND o.offer_code = ANY (offers)
        AND (o.tenant_id = app_tenant() OR (SELECT app_is_province())))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION list_blocked FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION list_blocked TO xietong_app;
