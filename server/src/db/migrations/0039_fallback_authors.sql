-- Who decides is an approver now, and proposed nothing for the point since something was approved there: what waits may
-- hold words of each who did.
CREATE OR REPLACE FUNCTION point_fallback_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.state = 'WITHDRAWN' THEN
    RETURN NEW;
  END IF;
  IF NEW.decided_by IS DISTINCT FROM app_actor() OR NOT EXISTS (
    SELECT FROM duty d WHERE d.person_id = NEW.decided_by AND d.tenant_id = NEW.tenant_id AND d.role = 'APPROVER'
      AND d.valid_from <= now() AND (d.valid_until IS NULL OR d.valid_until > now())) THEN
    RAISE EXCEPTION 'who decides is an approver, in their own name' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_by_approver';
  END IF;
  -- Ids come in the order of time; of the row itself the table's own check says the same.
  IF EXISTS (
    SELECT FROM point_fallback a WHERE a.point_id = NEW.point_id AND a.proposed_by = NEW.decided_by AND a.id <> NEW.id
      AND NOT EXISTS (SELECT FROM point_fallback f WHERE f.point_id = NEW.point_id AND f.state = 'APPROVED' AND f.id >= a.id)) THEN
    RAISE EXCEPTION 'no author of a fallback decides on it' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_not_by_author';
  END IF;
  RETURN NEW;
END $$;
