CREATE TABLE "approval_policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"change" text NOT NULL,
	"rule" jsonb NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_by_name" text NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_policy_version" UNIQUE("policy_id","version"),
	CONSTRAINT "approval_policy_decided" CHECK (num_nulls("approval_policy"."decided_by", "approval_policy"."decided_by_name", "approval_policy"."decided_at") = case when "approval_policy"."state" = 'PROPOSED' then 3 else 0 end),
	CONSTRAINT "approval_policy_not_by_proposer" CHECK (("approval_policy"."state" = 'WITHDRAWN') = ("approval_policy"."decided_by" is not null and "approval_policy"."decided_by" = "approval_policy"."proposed_by"))
);
--> statement-breakpoint
CREATE TABLE "approval_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"stage" integer NOT NULL,
	"approver_tenant_id" uuid NOT NULL,
	"approvals" integer NOT NULL,
	"met_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_step_counts" CHECK ("approval_step"."stage" >= 1 and "approval_step"."approvals" >= 1)
);
--> statement-breakpoint
ALTER TABLE "approval_decision" ADD COLUMN "step_id" uuid;--> statement-breakpoint
ALTER TABLE "approval_request" ADD COLUMN "policy" jsonb;--> statement-breakpoint
ALTER TABLE "approval_policy" ADD CONSTRAINT "approval_policy_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_request_id_approval_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_approver_tenant_id_tenant_id_fk" FOREIGN KEY ("approver_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_policy_one_proposed" ON "approval_policy" USING btree ("policy_id") WHERE "approval_policy"."state" = 'PROPOSED';--> statement-breakpoint
CREATE UNIQUE INDEX "approval_policy_one_in_force" ON "approval_policy" USING btree ("policy_id") WHERE "approval_policy"."state" = 'IN_FORCE';--> statement-breakpoint
CREATE INDEX "approval_step_request" ON "approval_step" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "approval_step_open" ON "approval_step" USING btree ("approver_tenant_id") WHERE "approval_step"."met_at" is null;--> statement-breakpoint
ALTER TABLE "approval_decision" ADD CONSTRAINT "approval_decision_step_id_approval_step_id_fk" FOREIGN KEY ("step_id") REFERENCES "public"."approval_step"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint

-- What was handed in before has one step: so many approvals of the tenant that it went to.
INSERT INTO approval_step (id, tenant_id, request_id, stage, approver_tenant_id, approvals, met_at)
  SELECT gen_random_uuid(), tenant_id, id, 1, approver_tenant_id, required, CASE WHEN state = 'APPROVED' THEN closed_at END FROM approval_request;
--> statement-breakpoint
UPDATE approval_decision d SET step_id = s.id FROM approval_step s WHERE s.request_id = d.request_id;
--> statement-breakpoint
ALTER TABLE approval_decision ALTER COLUMN step_id SET NOT NULL;
--> statement-breakpoint

ALTER TABLE approval_step ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (met_at) ON approval_step TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON approval_step FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON approval_step FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE POLICY app_update ON approval_step FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
GRANT UPDATE (approver_tenant_id) ON approval_request TO xietong_app;
--> statement-breakpoint

-- Whether a request has what it was handed in under: of every step the approvals, on its hash and by
-- people who are not its authors, and in all no fewer than its policy and its release ask for.
CREATE FUNCTION approval_is_met(request uuid) RETURNS boolean LANGUAGE sql STABLE
  AS $$
    WITH given AS (
      SELECT d.step_id, d.decided_by FROM approval_decision d JOIN approval_request r ON r.id = d.request_id
      WHERE r.id = request AND d.hash = r.hash AND d.outcome = 'APPROVED'
        AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id = d.release_id AND a.actor_id = d.decided_by)
    )
    SELECT EXISTS (SELECT FROM approval_step WHERE request_id = request)
      AND NOT EXISTS (SELECT FROM approval_step s WHERE s.request_id = request
        AND (SELECT count(DISTINCT g.decided_by) FROM given g WHERE g.step_id = s.id) < s.approvals)
      AND (SELECT count(DISTINCT decided_by) FROM given) >= (
        SELECT greatest(r.required, (SELECT sum((step ->> 'approvals')::int) FROM jsonb_array_elements(r.policy #> '{rule,steps}') step))
        FROM approval_request r WHERE r.id = request)
  $$;
--> statement-breakpoint
CREATE FUNCTION approval_request_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND NEW.state = 'APPROVED' AND NOT approval_is_met(NEW.id) THEN
    RAISE EXCEPTION 'not every step is met' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_policy_met';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_request_guard BEFORE UPDATE ON approval_request FOR EACH ROW EXECUTE FUNCTION approval_request_guard();
--> statement-breakpoint
CREATE FUNCTION approval_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.met_at IS NOT NULL OR (
    SELECT count(DISTINCT d.decided_by) FROM approval_decision d
    WHERE d.step_id = NEW.id AND d.outcome = 'APPROVED'
      AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id = d.release_id AND a.actor_id = d.decided_by)
  ) < NEW.approvals THEN
    RAISE EXCEPTION 'a step is met once, by its approvals' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_step_met';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_step_guard BEFORE UPDATE ON approval_step FOR EACH ROW EXECUTE FUNCTION approval_step_guard();
--> statement-breakpoint

-- Nobody decides before it is their tenant's turn.
CREATE OR REPLACE FUNCTION approval_decision_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM release_author a WHERE a.release_id = NEW.release_id AND a.actor_id = NEW.decided_by) THEN
    RAISE EXCEPTION 'an author never approves' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_not_by_author';
  END IF;
  IF NOT EXISTS (SELECT FROM release r WHERE r.id = NEW.release_id AND r.hash = NEW.hash AND r.state = 'IN_REVIEW') THEN
    RAISE EXCEPTION 'not the hash in review' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_of_hash';
  END IF;
  IF NOT EXISTS (
    SELECT FROM approval_step s JOIN approval_request r ON r.id = s.request_id
    WHERE s.id = NEW.step_id AND r.id = NEW.request_id AND r.release_id = NEW.release_id AND r.state = 'OPEN'
      AND s.approver_tenant_id = NEW.decided_by_tenant_id AND s.met_at IS NULL
      AND NOT EXISTS (SELECT FROM approval_step e WHERE e.request_id = s.request_id AND e.stage < s.stage AND e.met_at IS NULL)
  ) THEN
    RAISE EXCEPTION 'not the step whose turn it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_of_step';
  END IF;
  RETURN NEW;
END $$;
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

-- Whoever hands in is decided by what is in force; what is only proposed is the province's.
ALTER TABLE approval_policy ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON approval_policy TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, decided_by, decided_by_name, decided_at, decision_reason) ON approval_policy TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON approval_policy FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE POLICY app_city_read ON approval_policy FOR SELECT TO xietong_app USING (state = 'IN_FORCE' AND (SELECT app_tenant()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_insert ON approval_policy FOR INSERT TO xietong_app
  WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()) AND state = 'PROPOSED' AND proposed_by = (SELECT app_actor()));
--> statement-breakpoint
CREATE POLICY app_update ON approval_policy FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()));
--> statement-breakpoint
CREATE FUNCTION approval_policy_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'PROPOSED' AND NEW.decided_by = app_actor()
     AND (NEW.state IN ('REFUSED', 'WITHDRAWN') OR NEW.state = CASE OLD.change WHEN 'SET' THEN 'IN_FORCE' ELSE 'ENDED' END)
  THEN RETURN NEW; END IF;
  IF OLD.state = 'IN_FORCE' AND NEW.state = 'SUPERSEDED'
     AND (NEW.decided_by, NEW.decided_by_name, NEW.decided_at, NEW.decision_reason)
       IS NOT DISTINCT FROM (OLD.decided_by, OLD.decided_by_name, OLD.decided_at, OLD.decision_reason)
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what was decided on a policy never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_policy_final';
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_policy_guard BEFORE UPDATE ON approval_policy FOR EACH ROW EXECUTE FUNCTION approval_policy_guard();
