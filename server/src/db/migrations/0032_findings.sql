CREATE TABLE "audit_finding" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"noted_tenant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"severity" text NOT NULL,
	"evidence" jsonb NOT NULL,
	"owner_id" uuid NOT NULL,
	"owner_name" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"row_version" integer NOT NULL,
	"noted_by" uuid NOT NULL,
	"noted_by_name" text NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	"state_since" timestamp with time zone NOT NULL,
	"reminded_at" timestamp with time zone,
	"missed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_finding_number_unique" UNIQUE("number"),
	CONSTRAINT "audit_finding_not_own" CHECK ("audit_finding"."owner_id" <> "audit_finding"."noted_by")
);
--> statement-breakpoint
CREATE TABLE "audit_finding_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"finding_id" uuid NOT NULL,
	"step" text NOT NULL,
	"text" text NOT NULL,
	"by_id" uuid NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_finding" ADD CONSTRAINT "audit_finding_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_finding" ADD CONSTRAINT "audit_finding_noted_tenant_id_tenant_id_fk" FOREIGN KEY ("noted_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_finding" ADD CONSTRAINT "audit_finding_owner_id_person_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_finding_step" ADD CONSTRAINT "audit_finding_step_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_finding_step" ADD CONSTRAINT "audit_finding_step_finding_id_audit_finding_id_fk" FOREIGN KEY ("finding_id") REFERENCES "public"."audit_finding"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_finding_tenant" ON "audit_finding" USING btree ("tenant_id","noted_at");--> statement-breakpoint
CREATE INDEX "audit_finding_owner" ON "audit_finding" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "audit_finding_due" ON "audit_finding" USING btree ("due_at") WHERE "audit_finding"."state" = 'OPEN' and "audit_finding"."missed_at" is null;--> statement-breakpoint
CREATE INDEX "audit_finding_step_of" ON "audit_finding_step" USING btree ("finding_id","at");
--> statement-breakpoint
ALTER TABLE audit_finding ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_finding_step ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Whether the acting person audits for the transaction's tenant.
CREATE FUNCTION audits_here() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT FROM duty d WHERE d.person_id = app_actor() AND d.tenant_id = app_tenant() AND d.role = 'AUDITOR') $$;
--> statement-breakpoint
-- A finding is seen by its owner, by auditors of its tenant and of the province, and by what the province runs by itself.
CREATE FUNCTION audit_finding_seen(of_tenant uuid, owner uuid) RETURNS boolean LANGUAGE sql STABLE
  AS $$
    SELECT coalesce(of_tenant = app_tenant() AND owner = app_actor(), false)
      OR ((of_tenant = app_tenant() OR app_is_province()) AND (audits_here() OR EXISTS (SELECT FROM machine_actor m WHERE m.id = app_actor())))
  $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, row_version, state_since, reminded_at, missed_at) ON audit_finding TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON audit_finding FOR SELECT TO xietong_app USING (audit_finding_seen(tenant_id, owner_id));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_finding FOR INSERT TO xietong_app WITH CHECK (noted_tenant_id = (SELECT app_tenant()) AND noted_by = (SELECT app_actor()) AND (SELECT audits_here()));
--> statement-breakpoint
CREATE POLICY app_update ON audit_finding FOR UPDATE TO xietong_app USING (audit_finding_seen(tenant_id, owner_id)) WITH CHECK (audit_finding_seen(tenant_id, owner_id));
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_finding_step TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON audit_finding_step FOR SELECT TO xietong_app USING (finding_id IN (SELECT id FROM audit_finding));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_finding_step FOR INSERT TO xietong_app WITH CHECK (by_id = (SELECT app_actor()) AND finding_id IN (SELECT id FROM audit_finding));
--> statement-breakpoint
-- It concerns the own tenant, or any where the province notes it; its owner works there.
CREATE FUNCTION audit_finding_insert_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'OPEN' OR NEW.row_version <> 1 OR NOT (NEW.tenant_id = NEW.noted_tenant_id OR app_is_province())
     OR NOT EXISTS (SELECT FROM duty d WHERE d.person_id = NEW.owner_id AND d.tenant_id = NEW.tenant_id
       AND d.valid_from <= NEW.noted_at AND (d.valid_until IS NULL OR d.valid_until > NEW.noted_at)) THEN
    RAISE EXCEPTION 'a finding has an owner of its tenant' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_finding_owned';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_finding_insert_guard BEFORE INSERT ON audit_finding FOR EACH ROW EXECUTE FUNCTION audit_finding_insert_guard();
--> statement-breakpoint
-- Its owner answers; auditors of the tenant that noted it do the rest, never one who owns it. What is over stays over.
CREATE FUNCTION audit_finding_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE audits boolean := app_tenant() = OLD.noted_tenant_id AND app_actor() <> OLD.owner_id AND audits_here();
BEGIN
  IF (OLD.state, OLD.row_version, OLD.state_since) IS NOT DISTINCT FROM (NEW.state, NEW.row_version, NEW.state_since) THEN
    IF OLD.state = 'OPEN' THEN RETURN NEW; END IF;
  ELSIF NEW.row_version = OLD.row_version + 1 AND (
    (OLD.state = 'OPEN' AND NEW.state = 'ANSWERED' AND app_actor() = OLD.owner_id)
    OR (OLD.state = 'ANSWERED' AND NEW.state IN ('OPEN', 'CLOSED') AND audits)
    OR (OLD.state IN ('OPEN', 'ANSWERED') AND NEW.state = 'WITHDRAWN' AND audits)
  ) THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'a finding is answered by its owner and closed by another' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_finding_steps';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_finding_guard BEFORE UPDATE ON audit_finding FOR EACH ROW EXECUTE FUNCTION audit_finding_guard();
