-- A newer standard that changes nothing of a campaign moves it by itself: of what was handed in, its base
-- alone, by the province, to a later published version of the same standard.
CREATE OR REPLACE FUNCTION local_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (
    NEW.overrides IS DISTINCT FROM OLD.overrides OR NEW.resolved IS DISTINCT FROM OLD.resolved OR NEW.title <> OLD.title
    OR NEW.archived_overrides IS DISTINCT FROM OLD.archived_overrides
    OR NEW.base_version_id IS DISTINCT FROM OLD.base_version_id AND NOT (
      OLD.state <> 'IN_REVIEW' AND app_is_province() AND EXISTS (
        SELECT FROM standard_version o JOIN standard_version n ON n.campaign_id = o.campaign_id
        WHERE o.id = OLD.base_version_id AND n.id = NEW.base_version_id AND n.version > o.version AND n.state = 'PUBLISHED'
      )
    )
  ) THEN
    RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
