ALTER TABLE "policy_exception" DROP CONSTRAINT "policy_exception_decided";--> statement-breakpoint
ALTER TABLE "policy_exception" DROP CONSTRAINT "policy_exception_expires";--> statement-breakpoint
ALTER TABLE "policy_exception" ALTER COLUMN "field_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_exception" ALTER COLUMN "field_role" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_exception" ALTER COLUMN "field_labels" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_exception" ALTER COLUMN "policy_before" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_exception" ALTER COLUMN "policy_asked" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD COLUMN "kind" text DEFAULT 'POLICY' NOT NULL;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD COLUMN "revoked_by" uuid;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD COLUMN "revoked_by_name" text;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD COLUMN "revoked_reason" text;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD COLUMN "own_fields" jsonb;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD COLUMN "detached_from_campaign_id" uuid;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD COLUMN "detached_from_version_id" uuid;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD COLUMN "detached_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD COLUMN "detached_by_name" text;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD CONSTRAINT "local_campaign_detached_from_campaign_id_standard_campaign_id_fk" FOREIGN KEY ("detached_from_campaign_id") REFERENCES "public"."standard_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD CONSTRAINT "local_campaign_detached_from_version_id_standard_version_id_fk" FOREIGN KEY ("detached_from_version_id") REFERENCES "public"."standard_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_exception_one_detachment" ON "policy_exception" USING btree ("local_campaign_id") WHERE "policy_exception"."state" = 'ASKED' and "policy_exception"."kind" = 'DETACHMENT';--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_field" CHECK (num_nulls("policy_exception"."field_id", "policy_exception"."field_role", "policy_exception"."field_labels", "policy_exception"."policy_before", "policy_exception"."policy_asked") = case when "policy_exception"."kind" = 'POLICY' then 0 else 5 end);--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_revoked" CHECK (num_nulls("policy_exception"."revoked_at", "policy_exception"."revoked_by", "policy_exception"."revoked_by_name", "policy_exception"."revoked_reason") = case when "policy_exception"."state" = 'REVOKED' then 0 else 4 end);--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_decided" CHECK (("policy_exception"."state" in ('GRANTED', 'REFUSED', 'REVOKED')) = ("policy_exception"."decided_by" is not null and "policy_exception"."decided_by_name" is not null and "policy_exception"."decided_at" is not null));--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_expires" CHECK (("policy_exception"."kind" = 'POLICY' and "policy_exception"."state" in ('GRANTED', 'REVOKED')) = ("policy_exception"."expires_at" is not null));--> statement-breakpoint
ALTER TABLE "local_campaign" ADD CONSTRAINT "local_campaign_detached" CHECK (num_nulls("local_campaign"."own_fields", "local_campaign"."detached_from_campaign_id", "local_campaign"."detached_from_version_id", "local_campaign"."detached_at", "local_campaign"."detached_by_name") in (0, 5) and ("local_campaign"."own_fields" is null or "local_campaign"."base_campaign_id" is null));

--> statement-breakpoint
GRANT UPDATE (revoked_at, revoked_by, revoked_by_name, revoked_reason) ON policy_exception TO xietong_app;
--> statement-breakpoint

-- What was decided never changes; an exception that was granted can be ended before its time.
CREATE OR REPLACE FUNCTION policy_exception_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'ASKED' AND NEW.state <> 'REVOKED' THEN RETURN NEW; END IF;
  IF OLD.state = 'GRANTED' AND OLD.kind = 'POLICY' AND NEW.state = 'REVOKED'
     AND (NEW.decided_by, NEW.decided_by_name, NEW.decided_at, NEW.decision_reason, NEW.expires_at)
       IS NOT DISTINCT FROM (OLD.decided_by, OLD.decided_by_name, OLD.decided_at, OLD.decision_reason, OLD.expires_at)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what was decided on an exception never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_exception_final';
END $$;
--> statement-breakpoint

-- The province lets a city's campaign go from its standard, and changes nothing else of it.
CREATE POLICY app_detach ON local_campaign FOR UPDATE TO xietong_app USING ((SELECT app_is_province())) WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint
CREATE FUNCTION local_campaign_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.tenant_id <> OLD.tenant_id OR NEW.number <> OLD.number THEN
    RAISE EXCEPTION 'a campaign keeps its city and its number' USING ERRCODE = 'check_violation', CONSTRAINT = 'local_campaign_kept';
  END IF;
  IF app_tenant() <> OLD.tenant_id AND NEW.archived_at IS DISTINCT FROM OLD.archived_at THEN
    RAISE EXCEPTION 'a campaign is put away by its city' USING ERRCODE = 'check_violation', CONSTRAINT = 'local_campaign_kept';
  END IF;
  IF (NEW.base_campaign_id, NEW.own_fields, NEW.detached_from_campaign_id, NEW.detached_from_version_id, NEW.detached_at, NEW.detached_by_name)
     IS DISTINCT FROM (OLD.base_campaign_id, OLD.own_fields, OLD.detached_from_campaign_id, OLD.detached_from_version_id, OLD.detached_at, OLD.detached_by_name)
     AND (OLD.base_campaign_id IS NULL OR NEW.base_campaign_id IS NOT NULL
       OR NEW.detached_from_campaign_id IS DISTINCT FROM OLD.base_campaign_id
       OR NOT EXISTS (SELECT FROM policy_exception e WHERE e.local_campaign_id = OLD.id AND e.kind = 'DETACHMENT' AND e.state = 'GRANTED')) THEN
    RAISE EXCEPTION 'a campaign leaves its standard once, as it was granted' USING ERRCODE = 'check_violation', CONSTRAINT = 'local_campaign_detached_once';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER local_campaign_guard BEFORE UPDATE ON local_campaign FOR EACH ROW EXECUTE FUNCTION local_campaign_guard();
