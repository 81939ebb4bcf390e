ALTER TABLE "saving_unit" DROP CONSTRAINT "saving_unit_valid_from_unique";--> statement-breakpoint
ALTER TABLE "saving_unit" ADD COLUMN "version" integer;--> statement-breakpoint
UPDATE "saving_unit" SET "version" = "counted"."version" FROM (
  SELECT "id", row_number() OVER (PARTITION BY "tenant_id" ORDER BY "valid_from", "set_at") AS "version" FROM "saving_unit"
) AS "counted" WHERE "counted"."id" = "saving_unit"."id";--> statement-breakpoint
ALTER TABLE "saving_unit" ALTER COLUMN "version" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "saving_unit" ADD COLUMN "reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "saving_unit" ADD COLUMN "set_by" uuid;--> statement-breakpoint
ALTER TABLE "saving_unit" ADD COLUMN "set_by_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "metric_day_by_day" ON "metric_day" USING btree ("day","type");--> statement-breakpoint
ALTER TABLE "saving_unit" ADD CONSTRAINT "saving_unit_version" UNIQUE("tenant_id","version");--> statement-breakpoint
-- What was reckoned with once stays readable: units are added, never changed.
DROP POLICY app_update ON "saving_unit";--> statement-breakpoint
REVOKE UPDATE ON "saving_unit" FROM xietong_app;
