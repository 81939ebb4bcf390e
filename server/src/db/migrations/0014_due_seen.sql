DROP INDEX "propagation_item_due";--> statement-breakpoint
ALTER TABLE "propagation_item" ADD COLUMN "due_seen_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "propagation_item_open_due" ON "propagation_item" USING btree ("due_at") WHERE "propagation_item"."due_seen_at" is null;
--> statement-breakpoint
GRANT UPDATE (due_seen_at) ON propagation_item TO xietong_app;
