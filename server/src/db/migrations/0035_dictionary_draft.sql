CREATE TABLE "check_dictionary_draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"base" integer NOT NULL,
	"body" jsonb NOT NULL,
	"reason" text NOT NULL,
	"row_version" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "check_dictionary_draft_once" UNIQUE("tenant_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "check_dictionary_draft" ADD CONSTRAINT "check_dictionary_draft_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_dictionary_draft" ADD CONSTRAINT "check_dictionary_draft_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE check_dictionary_draft ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON check_dictionary_draft TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (base, body, reason, row_version, updated_at) ON check_dictionary_draft TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_own ON check_dictionary_draft FOR ALL TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()) AND person_id = (SELECT app_actor()))
  WITH CHECK (tenant_id = (SELECT app_tenant()) AND (SELECT app_is_province()) AND person_id = (SELECT app_actor()));
