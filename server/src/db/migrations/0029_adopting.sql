ALTER TABLE "propagation_item" ADD COLUMN "listed_hash" text;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD COLUMN "listed_by" uuid;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD COLUMN "adopted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD COLUMN "adopted_by_name" text;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD CONSTRAINT "propagation_item_listed_by_release_id_fk" FOREIGN KEY ("listed_by") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD CONSTRAINT "propagation_listed" CHECK (("propagation_item"."listed_hash" is null) = ("propagation_item"."listed_by" is null));
--> statement-breakpoint
GRANT UPDATE (adopted_at, adopted_by_name) ON propagation_item TO xietong_app;
--> statement-breakpoint

-- Whether a published standard lists a city's release by its hash, approved by as many people who are authors of
-- neither as its push asks for: two where it is mandatory. A city that moves under a listed hash does not see the
-- province's release, so it is looked at with the owner's eyes; the answer tells nothing but yes or no.
CREATE FUNCTION release_is_listed(listing uuid, listed uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
      SELECT FROM release s JOIN release r ON r.id = listed
      WHERE s.id = listing AND s.kind = 'STANDARD' AND s.state = 'PUBLISHED'
        AND s.text::jsonb -> 'corrections' @> jsonb_build_array(jsonb_build_object('campaignId', r.campaign_id, 'hash', r.hash))
        AND (SELECT count(DISTINCT d.decided_by) FROM approval_decision d
          WHERE d.release_id = s.id AND d.hash = s.hash AND d.outcome = 'APPROVED'
            AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id IN (s.id, r.id) AND a.actor_id = d.decided_by))
          >= CASE WHEN s.text::jsonb #>> '{push,mode}' = 'MANDATORY' THEN 2 ELSE 1 END)
  $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION release_is_listed(uuid, uuid) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION release_is_listed(uuid, uuid) TO xietong_app;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION release_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text OR NEW.hash IS DISTINCT FROM OLD.hash
     OR NEW.tenant_id <> OLD.tenant_id OR NEW.kind <> OLD.kind OR NEW.version_id <> OLD.version_id
     OR NEW.campaign_id <> OLD.campaign_id OR NEW.corrected_by IS DISTINCT FROM OLD.corrected_by THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_immutable';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('APPROVED', 'PUBLISHED') THEN
    IF NEW.corrected_by IS NULL AND NOT EXISTS (
      SELECT FROM approval_request r WHERE r.release_id = NEW.id AND r.hash = NEW.hash AND approval_is_met(r.id)
    ) THEN
      RAISE EXCEPTION 'no approval of this hash' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_approved';
    END IF;
    IF NEW.corrected_by IS NOT NULL AND NOT release_is_listed(NEW.corrected_by, NEW.id) THEN
      RAISE EXCEPTION 'no approval lists this hash' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_listed';
    END IF;
  END IF;
  -- What is paused starts again only as a later release.
  IF OLD.state = 'PAUSED' AND NEW.state NOT IN ('PAUSED', 'TAKEN_DOWN', 'ARCHIVED') THEN
    RAISE EXCEPTION 'a paused release stays paused' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_stays_paused';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- A city moves under a hash that was listed for it, once; the province does not move it.
CREATE FUNCTION propagation_adoption_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.adopted_at, NEW.adopted_by_name) IS DISTINCT FROM (OLD.adopted_at, OLD.adopted_by_name) AND (
    OLD.adopted_at IS NOT NULL OR OLD.listed_hash IS NULL OR app_tenant() IS DISTINCT FROM OLD.tenant_id
    OR NOT EXISTS (SELECT FROM release r WHERE r.campaign_id = OLD.local_campaign_id AND r.state = 'APPROVED'
      AND r.corrected_by = OLD.listed_by AND r.hash = OLD.listed_hash)
  ) THEN
    RAISE EXCEPTION 'a city adopts what was listed for it, once' USING ERRCODE = 'check_violation', CONSTRAINT = 'propagation_adopted_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER propagation_adoption_guard BEFORE UPDATE ON propagation_item FOR EACH ROW EXECUTE FUNCTION propagation_adoption_guard();
