ALTER TABLE "release" ADD COLUMN "taken_down_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "taken_down_by" uuid;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "taken_down_by_name" text;--> statement-breakpoint
ALTER TABLE "release" ADD COLUMN "taken_down_reason" text;--> statement-breakpoint
CREATE INDEX "local_version_updated" ON "local_version" USING btree ("updated_at");--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_taken_down" CHECK (("release"."state" <> 'TAKEN_DOWN' and "release"."taken_down_at" is null) or ("release"."taken_down_at" is not null and "release"."taken_down_by" is not null and "release"."taken_down_by_name" is not null and "release"."taken_down_reason" is not null));
--> statement-breakpoint
GRANT UPDATE (taken_down_at, taken_down_by, taken_down_by_name, taken_down_reason) ON release TO xietong_app;
--> statement-breakpoint

-- What was stopped in an emergency stays down: it is archived at most, and the record of it never changes.
CREATE FUNCTION release_takedown_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'TAKEN_DOWN' AND NEW.state NOT IN ('TAKEN_DOWN', 'ARCHIVED') THEN
    RAISE EXCEPTION 'a release that was taken down stays down' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_stays_down';
  END IF;
  IF OLD.taken_down_at IS NOT NULL AND (NEW.taken_down_at, NEW.taken_down_by, NEW.taken_down_by_name, NEW.taken_down_reason)
     IS DISTINCT FROM (OLD.taken_down_at, OLD.taken_down_by, OLD.taken_down_by_name, OLD.taken_down_reason) THEN
    RAISE EXCEPTION 'the record of a takedown never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'release_takedown_recorded';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER release_takedown_guard BEFORE UPDATE ON release FOR EACH ROW EXECUTE FUNCTION release_takedown_guard();
--> statement-breakpoint

-- Standards that were archived before their releases followed them.
UPDATE release SET state = 'ARCHIVED'
WHERE kind = 'STANDARD' AND state = 'PUBLISHED'
  AND campaign_id IN (SELECT id FROM standard_campaign WHERE archived_at IS NOT NULL);
