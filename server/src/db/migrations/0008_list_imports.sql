CREATE TABLE "list_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"state" text NOT NULL,
	"file_name" text NOT NULL,
	"bytes" integer NOT NULL,
	"is_utf8" boolean NOT NULL,
	"list_id" uuid,
	"list_name" text,
	"number_column" integer,
	"has_header" boolean,
	"call" jsonb,
	"created_by" uuid NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"step_started_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"rows" integer DEFAULT 0 NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"duplicates" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"step_done" integer DEFAULT 0 NOT NULL,
	"step_total" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"error_params" jsonb,
	"version_id" uuid
);
--> statement-breakpoint
CREATE TABLE "list_import_rejection" (
	"import_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"line" integer NOT NULL,
	"reason" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "list_import_rejection_import_id_place_pk" PRIMARY KEY("import_id","place")
);
--> statement-breakpoint
ALTER TABLE "list_member" DROP CONSTRAINT "list_member_list_version_id_list_version_id_fk";
--> statement-breakpoint
ALTER TABLE "list_import" ADD CONSTRAINT "list_import_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_import" ADD CONSTRAINT "list_import_list_id_customer_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."customer_list"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_import" ADD CONSTRAINT "list_import_version_id_list_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."list_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_import_rejection" ADD CONSTRAINT "list_import_rejection_import_id_list_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."list_import"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "list_import_tenant" ON "list_import" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "list_import_open" ON "list_import" USING btree ("created_at") WHERE "list_import"."state" in ('UPLOADED', 'QUEUED', 'READING', 'WRITING');--> statement-breakpoint
CREATE INDEX "list_import_version" ON "list_import" USING btree ("version_id");--> statement-breakpoint

-- As the lists themselves: own rows, and the province reads its cities'.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['list_import', 'list_import_rejection'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO xietong_app', name);
    EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))', name);
    EXECUTE format('CREATE POLICY app_insert ON %I FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()))', name);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT UPDATE ON list_import TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_update ON list_import FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
-- What an import that was cancelled, or is taken up again, had found so far.
GRANT DELETE ON list_import_rejection TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_delete ON list_import_rejection FOR DELETE TO xietong_app USING (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint

-- One look for each statement instead of one for each row, which takes two thirds of the time of a
-- large list: members come to a version of their own tenant that no release has used yet.
CREATE FUNCTION list_member_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT DISTINCT list_version_id, tenant_id FROM added) a
    WHERE NOT EXISTS (
      SELECT FROM list_version v
      WHERE v.id = a.list_version_id AND v.tenant_id = a.tenant_id AND v.released_at IS NULL)
  ) THEN
    RAISE EXCEPTION 'no version that takes members' USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'list_member_of_version';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER list_member_guard AFTER INSERT ON list_member REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION list_member_guard();
