ALTER TABLE "takedown_review" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "takedown_review" ADD COLUMN "missed_at" timestamp with time zone;--> statement-breakpoint
GRANT UPDATE (reminded_at, missed_at) ON takedown_review TO xietong_app;
--> statement-breakpoint
-- What the province runs by itself marks of whose time people were told; it concludes nothing.
CREATE POLICY app_remind ON takedown_review FOR UPDATE TO xietong_app
  USING ((SELECT app_is_province()) AND concluded_at IS NULL AND (SELECT EXISTS (SELECT FROM machine_actor m WHERE m.id = app_actor())))
  WITH CHECK ((SELECT app_is_province()) AND concluded_at IS NULL AND (SELECT EXISTS (SELECT FROM machine_actor m WHERE m.id = app_actor())));
