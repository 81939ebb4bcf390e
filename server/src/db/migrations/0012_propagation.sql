CREATE TABLE "propagation_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"standard_campaign_id" uuid NOT NULL,
	"standard_version_id" uuid NOT NULL,
	"local_campaign_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"due_at" timestamp with time zone,
	"on_miss" text,
	"pushed_at" timestamp with time zone NOT NULL,
	"reminders" integer DEFAULT 0 NOT NULL,
	"reminded_at" timestamp with time zone,
	"reminded_by_name" text,
	"waived_at" timestamp with time zone,
	"waived_by" uuid,
	"waived_by_name" text,
	"waiver_reason" text,
	"missed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "propagation_item_once" UNIQUE("standard_version_id","local_campaign_id")
);
--> statement-breakpoint
ALTER TABLE "approval_request" ADD COLUMN "required" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "standard_version" ADD COLUMN "push" jsonb DEFAULT '{"mode":"OPTIONAL","pilot":null}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "placement" ADD COLUMN "aim" text;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "paused_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "paused_because" text;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD CONSTRAINT "propagation_item_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD CONSTRAINT "propagation_item_standard_campaign_id_standard_campaign_id_fk" FOREIGN KEY ("standard_campaign_id") REFERENCES "public"."standard_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD CONSTRAINT "propagation_item_standard_version_id_standard_version_id_fk" FOREIGN KEY ("standard_version_id") REFERENCES "public"."standard_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "propagation_item" ADD CONSTRAINT "propagation_item_local_campaign_id_local_campaign_id_fk" FOREIGN KEY ("local_campaign_id") REFERENCES "public"."local_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "propagation_item_tenant" ON "propagation_item" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "propagation_item_local" ON "propagation_item" USING btree ("local_campaign_id");--> statement-breakpoint
CREATE INDEX "propagation_item_due" ON "propagation_item" USING btree ("due_at");--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_paused" CHECK ("release"."state" <> 'PAUSED' or ("release"."paused_at" is not null and "release"."paused_because" is not null));
--> statement-breakpoint
ALTER TABLE propagation_item ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON propagation_item TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (reminders, reminded_at, reminded_by_name, waived_at, waived_by, waived_by_name, waiver_reason, missed_at)
  ON propagation_item TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON propagation_item FOR SELECT TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
-- What is asked of a city, and what it is let off, is the province's to say.
CREATE POLICY app_insert ON propagation_item FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_update ON propagation_item FOR UPDATE TO xietong_app
  USING ((SELECT app_is_province())) WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint
GRANT UPDATE (paused_at, paused_because) ON release TO xietong_app;
--> statement-breakpoint

-- Where a release needs several approvals, they are of different people who are not its authors.
CREATE OR REPLACE FUNCTION release_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.text IS DISTINCT FROM OLD.text OR NEW.hash IS DISTINCT FROM OLD.hash
     OR NEW.tenant_id <> OLD.tenant_id OR NEW.kind <> OLD.kind OR NEW.version_id <> OLD.version_id THEN
    RAISE EXCEPTION 'a release is immutable' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_immutable';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state IN ('APPROVED', 'PUBLISHED') AND (
    SELECT count(DISTINCT d.decided_by) FROM approval_decision d
    WHERE d.release_id = NEW.id AND d.hash = NEW.hash AND d.outcome = 'APPROVED'
      AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id = NEW.id AND a.actor_id = d.decided_by)
  ) < (SELECT coalesce(max(r.required), 1) FROM approval_request r WHERE r.release_id = NEW.id) THEN
    RAISE EXCEPTION 'no approval of this hash' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_approved';
  END IF;
  -- What is paused starts again only as a later release.
  IF OLD.state = 'PAUSED' AND NEW.state NOT IN ('PAUSED', 'TAKEN_DOWN', 'ARCHIVED') THEN
    RAISE EXCEPTION 'a paused release stays paused' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_stays_paused';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION standard_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (NEW.fields IS DISTINCT FROM OLD.fields OR NEW.title <> OLD.title
     OR NEW.city_default <> OLD.city_default OR NEW.push IS DISTINCT FROM OLD.push) THEN
    RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
