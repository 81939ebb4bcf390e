CREATE TABLE "approval_copy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"to_tenant_id" uuid NOT NULL,
	"role" text,
	"person_id" uuid,
	"person_name" text,
	"note" text,
	"by_name" text,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_copy_to" CHECK (("approval_copy"."role" is null) <> ("approval_copy"."person_id" is null) and num_nulls("approval_copy"."person_id", "approval_copy"."person_name") in (0, 2))
);
--> statement-breakpoint
CREATE TABLE "approval_opening" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approval_opening_request_id_person_id_hash_pk" PRIMARY KEY("request_id","person_id","hash")
);
--> statement-breakpoint
ALTER TABLE "approval_request" ADD COLUMN "urged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approval_step" ADD COLUMN "hours" integer;--> statement-breakpoint
ALTER TABLE "approval_step" ADD COLUMN "escalation" text;--> statement-breakpoint
ALTER TABLE "approval_step" ADD COLUMN "due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approval_step" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approval_step" ADD COLUMN "missed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "approval_copy" ADD CONSTRAINT "approval_copy_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_copy" ADD CONSTRAINT "approval_copy_request_id_approval_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_copy" ADD CONSTRAINT "approval_copy_to_tenant_id_tenant_id_fk" FOREIGN KEY ("to_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_opening" ADD CONSTRAINT "approval_opening_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_opening" ADD CONSTRAINT "approval_opening_request_id_approval_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_copy_request" ON "approval_copy" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "approval_copy_to_whom" ON "approval_copy" USING btree ("to_tenant_id","request_id");--> statement-breakpoint
CREATE INDEX "approval_step_due" ON "approval_step" USING btree ("due_at") WHERE "approval_step"."met_at" is null and "approval_step"."missed_at" is null and "approval_step"."due_at" is not null;--> statement-breakpoint
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_hours" CHECK ("approval_step"."hours" is not null or num_nulls("approval_step"."due_at", "approval_step"."escalation") = 2);
--> statement-breakpoint
GRANT UPDATE (urged_at) ON approval_request TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (due_at, reminded_at, missed_at) ON approval_step TO xietong_app;
--> statement-breakpoint
-- A deadline is set when its step opens, and neither moved nor met by itself.
CREATE FUNCTION approval_step_deadline_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.due_at IS NOT NULL AND NEW.due_at IS DISTINCT FROM OLD.due_at)
     OR (OLD.reminded_at IS NOT NULL AND NEW.reminded_at IS DISTINCT FROM OLD.reminded_at)
     OR (OLD.missed_at IS NOT NULL AND NEW.missed_at IS DISTINCT FROM OLD.missed_at)
     OR (NEW.missed_at IS NOT NULL AND NEW.missed_at < NEW.due_at) THEN
    RAISE EXCEPTION 'a deadline never moves' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_step_deadline';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_step_deadline_guard BEFORE UPDATE ON approval_step FOR EACH ROW EXECUTE FUNCTION approval_step_deadline_guard();
--> statement-breakpoint

-- Whoever is told of a request is of its tenant or of that one's province: nobody else may read it.
ALTER TABLE approval_copy ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON approval_copy TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON approval_copy FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON approval_copy FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE FUNCTION approval_copy_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM approval_request r JOIN tenant t ON t.id = r.tenant_id
    WHERE r.id = NEW.request_id AND r.tenant_id = NEW.tenant_id AND NEW.to_tenant_id IN (t.id, t.parent_id)
  ) THEN
    RAISE EXCEPTION 'only who may read it is told' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_copy_readable';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_copy_guard BEFORE INSERT ON approval_copy FOR EACH ROW EXECUTE FUNCTION approval_copy_guard();
--> statement-breakpoint

ALTER TABLE approval_opening ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON approval_opening TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON approval_opening FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()));
--> statement-breakpoint
CREATE POLICY app_insert ON approval_opening FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()));
