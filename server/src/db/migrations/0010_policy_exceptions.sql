CREATE TABLE "policy_exception" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"local_campaign_id" uuid NOT NULL,
	"standard_campaign_id" uuid NOT NULL,
	"field_id" uuid NOT NULL,
	"field_role" text NOT NULL,
	"field_labels" jsonb NOT NULL,
	"policy_before" jsonb NOT NULL,
	"policy_asked" jsonb NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_by_name" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "policy_exception_decided" CHECK (("policy_exception"."state" in ('GRANTED', 'REFUSED')) = ("policy_exception"."decided_by" is not null and "policy_exception"."decided_by_name" is not null and "policy_exception"."decided_at" is not null)),
	CONSTRAINT "policy_exception_expires" CHECK (("policy_exception"."state" = 'GRANTED') = ("policy_exception"."expires_at" is not null)),
	CONSTRAINT "policy_exception_not_by_asker" CHECK ("policy_exception"."decided_by" <> "policy_exception"."asked_by")
);
--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_local_campaign_id_local_campaign_id_fk" FOREIGN KEY ("local_campaign_id") REFERENCES "public"."local_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_exception" ADD CONSTRAINT "policy_exception_standard_campaign_id_standard_campaign_id_fk" FOREIGN KEY ("standard_campaign_id") REFERENCES "public"."standard_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "policy_exception_one_open" ON "policy_exception" USING btree ("local_campaign_id","field_id") WHERE "policy_exception"."state" = 'ASKED';--> statement-breakpoint
CREATE INDEX "policy_exception_standard" ON "policy_exception" USING btree ("standard_campaign_id","state");--> statement-breakpoint
CREATE INDEX "policy_exception_tenant" ON "policy_exception" USING btree ("tenant_id");
--> statement-breakpoint
ALTER TABLE policy_exception ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON policy_exception TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decided_by_name, decided_at, decision_reason, expires_at) ON policy_exception TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON policy_exception FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON policy_exception FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND state = 'ASKED');
--> statement-breakpoint
-- The province decides; a city takes back what is not decided, and can give itself nothing.
CREATE POLICY app_decide ON policy_exception FOR UPDATE TO xietong_app USING ((SELECT app_is_province())) WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_withdraw ON policy_exception FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND state = 'ASKED') WITH CHECK (tenant_id = (SELECT app_tenant()) AND state = 'WITHDRAWN');
--> statement-breakpoint
CREATE FUNCTION policy_exception_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'ASKED' THEN
    RAISE EXCEPTION 'what was decided on an exception never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'policy_exception_final';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER policy_exception_guard BEFORE UPDATE ON policy_exception FOR EACH ROW EXECUTE FUNCTION policy_exception_guard();
