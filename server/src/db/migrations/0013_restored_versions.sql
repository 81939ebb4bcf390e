ALTER TABLE "standard_version" ADD COLUMN "restored_from" integer;--> statement-breakpoint
ALTER TABLE "local_version" ADD COLUMN "restored_from" integer;
--> statement-breakpoint
GRANT UPDATE (restored_from) ON local_version TO xietong_app;
--> statement-breakpoint
-- Where a version was filled from is part of what was handed in.
CREATE FUNCTION version_restored_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND NEW.restored_from IS DISTINCT FROM OLD.restored_from THEN
    RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER version_restored_guard BEFORE UPDATE ON standard_version FOR EACH ROW EXECUTE FUNCTION version_restored_guard();
--> statement-breakpoint
CREATE TRIGGER version_restored_guard BEFORE UPDATE ON local_version FOR EACH ROW EXECUTE FUNCTION version_restored_guard();
