-- The province reaches a city's campaign only while it carries out a detachment that it has granted: it
-- finds no other one, and leaves it nothing else than detached.
DROP POLICY app_detach ON local_campaign;
--> statement-breakpoint
CREATE POLICY app_detach ON local_campaign FOR UPDATE TO xietong_app
  USING ((SELECT app_is_province()) AND base_campaign_id IS NOT NULL
    AND id IN (SELECT local_campaign_id FROM policy_exception WHERE kind = 'DETACHMENT' AND state = 'GRANTED'))
  WITH CHECK ((SELECT app_is_province()) AND base_campaign_id IS NULL AND detached_at IS NOT NULL);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION local_campaign_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  left_behind text[] := ARRAY['base_campaign_id', 'own_fields', 'detached_from_campaign_id', 'detached_from_version_id', 'detached_at', 'detached_by_name'];
BEGIN
  IF app_tenant() <> OLD.tenant_id AND to_jsonb(NEW) - left_behind IS DISTINCT FROM to_jsonb(OLD) - left_behind THEN
    RAISE EXCEPTION 'a campaign is its city''s' USING ERRCODE = 'check_violation', CONSTRAINT = 'local_campaign_kept';
  END IF;
  IF (NEW.base_campaign_id, NEW.own_fields, NEW.detached_from_campaign_id, NEW.detached_from_version_id, NEW.detached_at, NEW.detached_by_name)
     IS DISTINCT FROM (OLD.base_campaign_id, OLD.own_fields, OLD.detached_from_campaign_id, OLD.detached_from_version_id, OLD.detached_at, OLD.detached_by_name)
     AND (OLD.base_campaign_id IS NULL OR NEW.base_campaign_id IS NOT NULL
       OR NEW.detached_from_campaign_id IS DISTINCT FROM OLD.base_campaign_id
       OR NOT EXISTS (SELECT FROM policy_exception e WHERE e.local_campaign_id = OLD.id AND e.kind = 'DETACHMENT' AND e.state = 'GRANTED')) THEN
    RAISE EXCEPTION 'a campaign leaves its standard once, as it was granted' USING ERRCODE = 'check_violation', CONSTRAINT = 'local_campaign_detached_once';
  END IF;
  RETURN NEW;
END $$;
