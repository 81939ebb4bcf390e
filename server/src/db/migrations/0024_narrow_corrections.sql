-- The province makes a version for a city only together with the release that corrects what runs of it.
CREATE FUNCTION local_version_corrected_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app_is_province() AND app_tenant() <> NEW.tenant_id
     AND NOT EXISTS (SELECT FROM release r WHERE r.version_id = NEW.id AND r.corrected_by IS NOT NULL) THEN
    RAISE EXCEPTION 'a version of a city is its own' USING ERRCODE = 'check_violation', CONSTRAINT = 'local_version_corrected';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER local_version_corrected_guard AFTER INSERT ON local_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION local_version_corrected_guard();
