CREATE TABLE "check_dictionary" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"version" integer,
	"base" integer NOT NULL,
	"body" jsonb NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_by_name" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text,
	CONSTRAINT "check_dictionary_version" UNIQUE("tenant_id","version"),
	CONSTRAINT "check_dictionary_numbered" CHECK (("check_dictionary"."state" = 'CONFIRMED') = ("check_dictionary"."version" is not null)),
	CONSTRAINT "check_dictionary_decided" CHECK (("check_dictionary"."state" in ('CONFIRMED', 'REFUSED')) = ("check_dictionary"."decided_by" is not null and "check_dictionary"."decided_by_name" is not null and "check_dictionary"."decided_at" is not null)),
	CONSTRAINT "check_dictionary_not_by_proposer" CHECK ("check_dictionary"."decided_by" <> "check_dictionary"."proposed_by")
);
--> statement-breakpoint
CREATE TABLE "release_check" (
	"release_id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"dictionary_version" integer NOT NULL,
	"dictionary_hash" text NOT NULL,
	"findings" jsonb NOT NULL,
	"exemptions" jsonb NOT NULL,
	"inherited" jsonb NOT NULL,
	"checked_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "check_dictionary" ADD CONSTRAINT "check_dictionary_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_check" ADD CONSTRAINT "release_check_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_check" ADD CONSTRAINT "release_check_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "check_dictionary_one_open" ON "check_dictionary" USING btree ("tenant_id") WHERE "check_dictionary"."state" = 'PROPOSED';--> statement-breakpoint
CREATE INDEX "release_check_campaign" ON "release_check" USING btree ("campaign_id","checked_at");--> statement-breakpoint
CREATE INDEX "release_check_version" ON "release_check" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "release_check_tenant" ON "release_check" USING btree ("tenant_id");
--> statement-breakpoint
ALTER TABLE check_dictionary ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE release_check ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON check_dictionary, release_check TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, version, decided_by, decided_by_name, decided_at, decision_reason) ON check_dictionary TO xietong_app;
--> statement-breakpoint
-- What was confirmed concerns everybody; what is proposed, the province alone.
CREATE POLICY app_read ON check_dictionary FOR SELECT TO xietong_app USING ((SELECT app_tenant()) IS NOT NULL AND state = 'CONFIRMED');
--> statement-breakpoint
CREATE POLICY app_province_read ON check_dictionary FOR SELECT TO xietong_app USING ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON check_dictionary FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_update ON check_dictionary FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()));
--> statement-breakpoint
CREATE FUNCTION check_dictionary_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.state <> 'PROPOSED' THEN
    RAISE EXCEPTION 'a dictionary is proposed first' USING ERRCODE = 'check_violation', CONSTRAINT = 'check_dictionary_proposed_first';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state <> 'PROPOSED' THEN
    RAISE EXCEPTION 'what was decided on a dictionary never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'check_dictionary_final';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER check_dictionary_guard BEFORE INSERT OR UPDATE ON check_dictionary FOR EACH ROW EXECUTE FUNCTION check_dictionary_guard();
--> statement-breakpoint
CREATE POLICY app_read ON release_check FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
-- A city takes over what the province has proven of a standard.
CREATE POLICY app_city_read ON release_check FOR SELECT TO xietong_app
  USING (version_id IN (SELECT id FROM standard_version WHERE published_at IS NOT NULL));
--> statement-breakpoint
CREATE POLICY app_insert ON release_check FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()));
