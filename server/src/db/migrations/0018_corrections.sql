ALTER TABLE "propagation_item" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD COLUMN "acknowledged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD COLUMN "acknowledged_by_name" text;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "corrected_by" uuid;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_corrected_by_release_id_fk" FOREIGN KEY ("corrected_by") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_corrected" CHECK ("release"."corrected_by" is null or "release"."kind" = 'LOCAL');

--> statement-breakpoint
GRANT UPDATE (corrected_at, acknowledged_at, acknowledged_by_name) ON propagation_item TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (version) ON local_version TO xietong_app;
--> statement-breakpoint

-- A release is approved by people who are not its authors, or it is one that a published standard lists
-- by its hash: then the approvals of that standard, which are of other people than its authors, are of it.
CREATE OR REPLACE FUNCTION release_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text OR NEW.hash IS DISTINCT FROM OLD.hash
     OR NEW.tenant_id <> OLD.tenant_id OR NEW.kind <> OLD.kind OR NEW.version_id <> OLD.version_id
     OR NEW.campaign_id <> OLD.campaign_id OR NEW.corrected_by IS DISTINCT FROM OLD.corrected_by THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_immutable';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('APPROVED', 'PUBLISHED') THEN
    IF NEW.corrected_by IS NULL AND (
      SELECT count(DISTINCT d.decided_by) FROM approval_decision d
      WHERE d.release_id = NEW.id AND d.hash = NEW.hash AND d.outcome = 'APPROVED'
        AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id = NEW.id AND a.actor_id = d.decided_by)
    ) < (SELECT coalesce(max(r.required), 1) FROM approval_request r WHERE r.release_id = NEW.id) THEN
      RAISE EXCEPTION 'no approval of this hash' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_approved';
    END IF;
    IF NEW.corrected_by IS NOT NULL AND NOT EXISTS (
      SELECT FROM release s WHERE s.id = NEW.corrected_by AND s.kind = 'STANDARD' AND s.state = 'PUBLISHED'
        AND s.text::jsonb -> 'corrections' @> jsonb_build_array(jsonb_build_object('campaignId', NEW.campaign_id, 'hash', NEW.hash))
        AND (SELECT count(DISTINCT d.decided_by) FROM approval_decision d
          WHERE d.release_id = s.id AND d.hash = s.hash AND d.outcome = 'APPROVED'
            AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id IN (s.id, NEW.id) AND a.actor_id = d.decided_by)) >= 2
    ) THEN
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

-- A correction is made by the province for a city: a version and a release that are no draft of anybody's.
CREATE POLICY app_correct ON release FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()) AND corrected_by IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_correct ON release_author FOR INSERT TO xietong_app
  WITH CHECK ((SELECT app_is_province()) AND release_id IN (SELECT id FROM release WHERE corrected_by IS NOT NULL));
--> statement-breakpoint
CREATE POLICY app_correct ON local_version FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()) AND state = 'APPROVED');
--> statement-breakpoint
CREATE POLICY app_correct ON placement FOR INSERT TO xietong_app
  WITH CHECK ((SELECT app_is_province()) AND version_id IN (SELECT id FROM local_version WHERE state = 'APPROVED'));
--> statement-breakpoint

-- A draft makes room for a correction; what was handed in keeps its number.
CREATE FUNCTION local_version_number_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version AND OLD.state <> 'DRAFT' THEN
    RAISE EXCEPTION 'only a draft is numbered anew' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER local_version_number_guard BEFORE UPDATE ON local_version FOR EACH ROW EXECUTE FUNCTION local_version_number_guard();
--> statement-breakpoint

-- The city says that it has seen a correction, and nothing else about what is asked of it.
CREATE POLICY app_acknowledge ON propagation_item FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE FUNCTION propagation_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at, NEW.acknowledged_by_name) IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_by_name)
     OR NEW.acknowledged_at IS NOT NULL AND NEW.corrected_at IS NULL THEN
    RAISE EXCEPTION 'a correction is acknowledged once' USING ERRCODE = 'check_violation', CONSTRAINT = 'propagation_acknowledged_once';
  END IF;
  IF app_tenant() = OLD.tenant_id
     AND (NEW.reminders, NEW.reminded_at, NEW.reminded_by_name, NEW.waived_at, NEW.waived_by, NEW.waived_by_name, NEW.waiver_reason, NEW.due_seen_at, NEW.missed_at, NEW.corrected_at)
       IS DISTINCT FROM (OLD.reminders, OLD.reminded_at, OLD.reminded_by_name, OLD.waived_at, OLD.waived_by, OLD.waived_by_name, OLD.waiver_reason, OLD.due_seen_at, OLD.missed_at, OLD.corrected_at) THEN
    RAISE EXCEPTION 'what is asked of a city is the province''s to say' USING ERRCODE = 'check_violation', CONSTRAINT = 'propagation_item_province';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER propagation_item_guard BEFORE UPDATE ON propagation_item FOR EACH ROW EXECUTE FUNCTION propagation_item_guard();
