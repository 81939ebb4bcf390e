CREATE TABLE "point_fallback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"point_id" uuid NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"state" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_by_name" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"reason" text,
	CONSTRAINT "point_fallback_hash" CHECK ("point_fallback"."hash" = encode(sha256(convert_to('xietong.fallback.v1', 'UTF8') || decode('00', 'hex') || convert_to("point_fallback"."text", 'UTF8')), 'hex')),
	CONSTRAINT "point_fallback_decided" CHECK (num_nonnulls("point_fallback"."decided_by", "point_fallback"."decided_by_name", "point_fallback"."decided_at") = case when "point_fallback"."state" in ('APPROVED', 'REFUSED') then 3 else 0 end),
	CONSTRAINT "point_fallback_not_by_proposer" CHECK ("point_fallback"."decided_by" <> "point_fallback"."proposed_by"),
	CONSTRAINT "point_fallback_refused_for_a_reason" CHECK ("point_fallback"."state" <> 'REFUSED' or coalesce("point_fallback"."reason", '') <> '')
);
--> statement-breakpoint
ALTER TABLE "marketing_point" ADD COLUMN "fallback_id" uuid;--> statement-breakpoint
ALTER TABLE "point_fallback" ADD CONSTRAINT "point_fallback_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_fallback" ADD CONSTRAINT "point_fallback_point_id_marketing_point_id_fk" FOREIGN KEY ("point_id") REFERENCES "public"."marketing_point"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "point_fallback_one_open" ON "point_fallback" USING btree ("point_id") WHERE "point_fallback"."state" = 'PROPOSED';--> statement-breakpoint
CREATE INDEX "point_fallback_point" ON "point_fallback" USING btree ("point_id","proposed_at");--> statement-breakpoint
ALTER TABLE "marketing_point" ADD CONSTRAINT "marketing_point_fallback_id_point_fallback_id_fk" FOREIGN KEY ("fallback_id") REFERENCES "public"."point_fallback"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE point_fallback ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON point_fallback TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decided_by_name, decided_at, reason) ON point_fallback TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON point_fallback FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON point_fallback FOR INSERT TO xietong_app
  WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()) AND state = 'PROPOSED' AND proposed_by = (SELECT app_actor()));
--> statement-breakpoint
CREATE POLICY app_update ON point_fallback FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()));
--> statement-breakpoint
-- Who proposed what, the engine need not know.
GRANT SELECT (id, text, hash, state) ON point_fallback TO xietong_engine;
--> statement-breakpoint
CREATE POLICY engine_read ON point_fallback FOR SELECT TO xietong_engine USING (state = 'APPROVED');
--> statement-breakpoint

-- What is under a hash never changes; it is decided once, in the name of whoever decides, who approves in the tenant.
CREATE FUNCTION point_fallback_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'PROPOSED' THEN
      RAISE EXCEPTION 'a fallback is proposed first' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_proposed_first';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.tenant_id, NEW.point_id, NEW.text, NEW.hash, NEW.proposed_by, NEW.proposed_by_name, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.point_id, OLD.text, OLD.hash, OLD.proposed_by, OLD.proposed_by_name, OLD.proposed_at) THEN
    RAISE EXCEPTION 'a proposed fallback is immutable' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_immutable';
  END IF;
  IF OLD.state <> 'PROPOSED' OR NEW.state NOT IN ('APPROVED', 'REFUSED', 'WITHDRAWN') THEN
    RAISE EXCEPTION 'what was decided on a fallback never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_final';
  END IF;
  IF NEW.state <> 'WITHDRAWN' AND (NEW.decided_by IS DISTINCT FROM app_actor() OR NOT EXISTS (
    SELECT FROM duty d WHERE d.person_id = NEW.decided_by AND d.tenant_id = NEW.tenant_id AND d.role = 'APPROVER')) THEN
    RAISE EXCEPTION 'who decides is an approver, in their own name' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_by_approver';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER point_fallback_guard BEFORE INSERT OR UPDATE ON point_fallback FOR EACH ROW EXECUTE FUNCTION point_fallback_guard();
--> statement-breakpoint

-- A point shows what was approved for it, or nothing. What it has shown since before there were approvals goes on,
-- until it is taken away or something approved takes its place.
CREATE FUNCTION marketing_point_fallback_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (NEW.id, NEW.fallback, NEW.fallback_id) IS NOT DISTINCT FROM (OLD.id, OLD.fallback, OLD.fallback_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF (NEW.fallback IS NOT NULL OR NEW.fallback_id IS NOT NULL) AND NOT EXISTS (
    SELECT FROM point_fallback f
    WHERE f.id = NEW.fallback_id AND f.point_id = NEW.id AND f.state = 'APPROVED' AND f.text::jsonb = NEW.fallback) THEN
    RAISE EXCEPTION 'no approval of this fallback' USING ERRCODE = 'check_violation', CONSTRAINT = 'marketing_point_fallback_approved';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER marketing_point_fallback_guard BEFORE INSERT OR UPDATE ON marketing_point FOR EACH ROW EXECUTE FUNCTION marketing_point_fallback_guard();
