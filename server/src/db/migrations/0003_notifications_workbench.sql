CREATE TABLE "notification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"from_tenant_id" uuid NOT NULL,
	"role" text,
	"person_id" uuid,
	"kind" text NOT NULL,
	"release_kind" text NOT NULL,
	"campaign_id" uuid NOT NULL,
	"campaign_number" text NOT NULL,
	"title" text NOT NULL,
	"request_id" uuid,
	"actor_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"reason" text,
	"at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notification_addressed" CHECK (("notification"."role" is null) <> ("notification"."person_id" is null))
);
--> statement-breakpoint
CREATE TABLE "notification_read" (
	"notification_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notification_read_person_id_notification_id_pk" PRIMARY KEY("person_id","notification_id")
);
--> statement-breakpoint
CREATE TABLE "workbench_mark" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"visited_at" timestamp with time zone,
	"visited_before" timestamp with time zone,
	"guide_hidden_at" timestamp with time zone,
	"guide_opened" text[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "workbench_mark_person_id_tenant_id_role_pk" PRIMARY KEY("person_id","tenant_id","role")
);
--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_from_tenant_id_tenant_id_fk" FOREIGN KEY ("from_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_read" ADD CONSTRAINT "notification_read_notification_id_notification_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notification"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notification_read" ADD CONSTRAINT "notification_read_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workbench_mark" ADD CONSTRAINT "workbench_mark_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notification_role" ON "notification" USING btree ("tenant_id","role","at");--> statement-breakpoint
CREATE INDEX "notification_person" ON "notification" USING btree ("person_id","at");
--> statement-breakpoint

-- The person in whose name the transaction acts; null where it was not set.
CREATE FUNCTION app_actor() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.actor', true), '')::uuid $$;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['notification', 'notification_read', 'workbench_mark'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO xietong_app', name);
  END LOOP;
  -- What somebody has read and seen is that person's alone.
  FOREACH name IN ARRAY ARRAY['notification_read', 'workbench_mark'] LOOP
    EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()))', name);
    EXECUTE format('CREATE POLICY app_insert ON %I FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()))', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT UPDATE (visited_at, visited_before, guide_hidden_at, guide_opened) ON workbench_mark TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_update ON workbench_mark FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()))
  WITH CHECK (tenant_id = (SELECT app_tenant()) AND person_id = (SELECT app_actor()));
--> statement-breakpoint
CREATE POLICY app_read ON notification FOR SELECT TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND (person_id IS NULL OR person_id = (SELECT app_actor())));
--> statement-breakpoint
-- A city tells itself and its province; the province tells everybody.
CREATE POLICY app_insert ON notification FOR INSERT TO xietong_app
  WITH CHECK (from_tenant_id = (SELECT app_tenant()) AND (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())
    OR tenant_id IN (SELECT parent_id FROM tenant WHERE id = (SELECT app_tenant()))));
