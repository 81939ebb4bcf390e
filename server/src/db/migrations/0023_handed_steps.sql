ALTER TABLE "approval_step" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "approval_step" ADD COLUMN "person_name" text;--> statement-breakpoint
ALTER TABLE "approval_step" ADD CONSTRAINT "approval_step_person" CHECK (num_nulls("approval_step"."person_id", "approval_step"."person_name") in (0, 2) and ("approval_step"."person_id" is null or "approval_step"."approvals" = 1));
--> statement-breakpoint
GRANT UPDATE (person_id, person_name) ON approval_step TO xietong_app;
--> statement-breakpoint
-- An approver of the province asks one more for a city's release, too.
DROP POLICY app_insert ON approval_step;
--> statement-breakpoint
CREATE POLICY app_insert ON approval_step FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint

-- A step is added to an open request, handed to nobody who is an author, and met once, by its approvals.
CREATE OR REPLACE FUNCTION approval_step_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.person_id IS NOT NULL AND EXISTS (
    SELECT FROM approval_request r JOIN release_author a ON a.release_id = r.release_id
    WHERE r.id = NEW.request_id AND a.actor_id = NEW.person_id
  ) THEN
    RAISE EXCEPTION 'an author never approves' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_not_by_author';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.met_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM approval_request r WHERE r.id = NEW.request_id AND r.tenant_id = NEW.tenant_id AND r.state = 'OPEN'
    ) THEN
      RAISE EXCEPTION 'a step is added to an open request' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_step_of_open';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.met_at IS NOT NULL OR (NEW.met_at IS NOT NULL AND (
    SELECT count(DISTINCT d.decided_by) FROM approval_decision d
    WHERE d.step_id = NEW.id AND d.outcome = 'APPROVED'
      AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id = d.release_id AND a.actor_id = d.decided_by)
  ) < NEW.approvals) THEN
    RAISE EXCEPTION 'a step is met once, by its approvals' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_step_met';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
DROP TRIGGER approval_step_guard ON approval_step;
--> statement-breakpoint
CREATE TRIGGER approval_step_guard BEFORE INSERT OR UPDATE ON approval_step FOR EACH ROW EXECUTE FUNCTION approval_step_guard();
--> statement-breakpoint

-- Nobody decides before it is their tenant's turn, nor what was handed to somebody else.
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
      AND (s.person_id IS NULL OR s.person_id = NEW.decided_by)
      AND NOT EXISTS (SELECT FROM approval_step e WHERE e.request_id = s.request_id AND e.stage < s.stage AND e.met_at IS NULL)
  ) THEN
    RAISE EXCEPTION 'not the step whose turn it is' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_of_step';
  END IF;
  RETURN NEW;
END $$;
