CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "marketing_point" ADD COLUMN "updated_by_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name" ON "saved_view" USING btree ("person_id","tenant_id","list","name") WHERE "saved_view"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "saved_view_tenant" ON "saved_view" USING btree ("tenant_id");--> statement-breakpoint
ALTER TABLE saved_view ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON saved_view TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (query, updated_at, archived_at) ON saved_view TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_own ON saved_view FOR ALL TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()))
  WITH CHECK (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()));
