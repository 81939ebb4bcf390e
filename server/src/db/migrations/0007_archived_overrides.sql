ALTER TABLE "local_version" ADD COLUMN "archived_overrides" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- A draft moves to a newer standard; what was handed in stays on its own.
GRANT UPDATE (base_version_id, archived_overrides) ON local_version TO xietong_app;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION local_version_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'DRAFT' AND (
    NEW.overrides IS DISTINCT FROM OLD.overrides OR NEW.resolved IS DISTINCT FROM OLD.resolved OR NEW.title <> OLD.title
    OR NEW.base_version_id IS DISTINCT FROM OLD.base_version_id
    OR NEW.archived_overrides IS DISTINCT FROM OLD.archived_overrides
  ) THEN
    RAISE EXCEPTION 'only a draft changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'version_frozen';
  END IF;
  RETURN NEW;
END $$;
