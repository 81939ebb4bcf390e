ALTER TABLE "asset" ADD COLUMN "created_by_kind" text;--> statement-breakpoint
ALTER TABLE "asset" ADD COLUMN "created_by_name" text;
--> statement-breakpoint
UPDATE asset SET created_by_kind = 'MACHINE', created_by_name = m.name FROM machine_actor m WHERE m.id = asset.created_by;
--> statement-breakpoint
UPDATE asset SET created_by_kind = 'PERSON', created_by_name = coalesce((SELECT p.staff_id FROM person p WHERE p.id = asset.created_by), '–')
  WHERE created_by_kind IS NULL;
--> statement-breakpoint
ALTER TABLE "asset" ALTER COLUMN "created_by_kind" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "asset" ALTER COLUMN "created_by_name" SET NOT NULL;
--> statement-breakpoint

-- Who decides does so in their own name, as somebody who is an approver of that tenant now: no machine is one.
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
  IF NEW.decided_by IS DISTINCT FROM app_actor() OR NOT EXISTS (
    SELECT FROM duty d JOIN person p ON p.id = d.person_id
    WHERE d.person_id = NEW.decided_by AND d.tenant_id = NEW.decided_by_tenant_id AND d.role = 'APPROVER'
      AND d.valid_from <= now() AND (d.valid_until IS NULL OR d.valid_until > now()) AND p.disabled_at IS NULL
  ) THEN
    RAISE EXCEPTION 'who decides is an approver, in their own name' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_by_approver';
  END IF;
  RETURN NEW;
END $$;
