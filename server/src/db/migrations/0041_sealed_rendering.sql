ALTER TABLE "approval_request" ADD COLUMN "void_because" text;--> statement-breakpoint
ALTER TABLE "point_fallback" ADD COLUMN "content_check" jsonb;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_void" CHECK (("approval_request"."state" = 'VOID') = ("approval_request"."void_because" is not null));--> statement-breakpoint
GRANT UPDATE (void_because) ON approval_request TO xietong_app;
--> statement-breakpoint

-- What was answered or is void stays so: it is asked anew as another request.
CREATE OR REPLACE FUNCTION approval_request_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'OPEN' AND (NEW.state, NEW.void_because) IS DISTINCT FROM (OLD.state, OLD.void_because) THEN
    RAISE EXCEPTION 'a closed request stays closed' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_request_closed';
  END IF;
  IF NEW.state <> OLD.state AND NEW.state = 'APPROVED' AND NOT approval_is_met(NEW.id) THEN
    RAISE EXCEPTION 'not every step is met' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_policy_met';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint

-- Content was approved for what a point is: which one, in which channel, in which form. Another form is another point.
CREATE FUNCTION marketing_point_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.tenant_id, NEW.code, NEW.channel, NEW.format) IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.code, OLD.channel, OLD.format) THEN
    RAISE EXCEPTION 'what a point is never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'marketing_point_fixed';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER marketing_point_guard BEFORE UPDATE ON marketing_point FOR EACH ROW EXECUTE FUNCTION marketing_point_guard();
--> statement-breakpoint

-- As before; what the content check found, and the evidence that was given, never change either.
CREATE OR REPLACE FUNCTION point_fallback_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'PROPOSED' THEN
      RAISE EXCEPTION 'a fallback is proposed first' USING ERRCODE = 'check_violation', CONSTRAINT = 'point_fallback_proposed_first';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.tenant_id, NEW.point_id, NEW.text, NEW.hash, NEW.content_check, NEW.proposed_by, NEW.proposed_by_name, NEW.proposed_at)
     IS DISTINCT FROM (OLD.id, OLD.tenant_id, OLD.point_id, OLD.text, OLD.hash, OLD.content_check, OLD.proposed_by, OLD.proposed_by_name, OLD.proposed_at) THEN
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
--> statement-breakpoint

-- Customers whom the reader may see and who are on a blocklist in force where they are at home: whom a rule reaches is
-- counted without them. A city may not read the province's blocklists; this has the policy of subscriber in its text
-- (server/adr/0029), and tells of nobody whom the reader does not see anyway.
CREATE FUNCTION blocked_customers() RETURNS TABLE (number_hash bytea)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp SET work_mem = '128MB' SET jit = off
AS $$
  WITH in_force AS (
    SELECT DISTINCT ON (b.list_id) b.id, l.tenant_id, t.kind
    FROM customer_list l JOIN tenant t ON t.id = l.tenant_id JOIN list_version b ON b.list_id = l.id
    WHERE l.purpose = 'BLOCKLIST' AND l.archived_at IS NULL AND b.released_at IS NOT NULL
    ORDER BY b.list_id, b.version DESC)
  SELECT DISTINCT s.number_hash
  FROM in_force i JOIN list_member m ON m.list_version_id = i.id JOIN subscriber s ON s.number_hash = m.number_hash
  WHERE (i.kind = 'PROVINCE' OR i.tenant_id = s.home_tenant_id)
    AND (s.home_tenant_id = app_tenant() OR (SELECT app_is_province()))
$$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION blocked_customers FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION blocked_customers TO xietong_app;
