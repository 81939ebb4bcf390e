CREATE TABLE "audit_check" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"started_by_name" text NOT NULL,
	"heartbeat_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"first_index" bigint NOT NULL,
	"end_index" bigint NOT NULL,
	"checked" bigint NOT NULL,
	"heads" integer NOT NULL,
	"findings" jsonb NOT NULL,
	"finding_count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_log_entry" (
	"index" bigint PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	"sequenced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "audit_log_entry_event" UNIQUE("event_id"),
	CONSTRAINT "audit_log_entry_hash" CHECK (octet_length("audit_log_entry"."leaf_hash") = 32 and "audit_log_entry"."index" >= 0)
);
--> statement-breakpoint
CREATE TABLE "audit_pending" (
	"event_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_tile" (
	"level" smallint NOT NULL,
	"index" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	"root" "bytea" NOT NULL,
	CONSTRAINT "audit_tile_level_index_pk" PRIMARY KEY("level","index"),
	CONSTRAINT "audit_tile_whole" CHECK (octet_length("audit_tile"."hashes") = 8192 and octet_length("audit_tile"."root") = 32)
);
--> statement-breakpoint
CREATE TABLE "audit_tree_head" (
	"size" bigint PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"key_id" text NOT NULL,
	"signature" "bytea" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_check" ADD CONSTRAINT "audit_check_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_log_entry" ADD CONSTRAINT "audit_log_entry_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_check_tenant" ON "audit_check" USING btree ("tenant_id","started_at");
--> statement-breakpoint
-- Whole tiles are read as they lie, not packed: hashes do not get smaller.
ALTER TABLE audit_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;
--> statement-breakpoint
ALTER TABLE audit_pending ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_log_entry ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_tile ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_tree_head ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_check ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint

-- The log is the province's to read and to append to, and nobody's to change.
GRANT SELECT, INSERT ON audit_log_entry, audit_tile, audit_tree_head TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON audit_log_entry FOR SELECT TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_log_entry FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_read ON audit_tile FOR SELECT TO xietong_app USING ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_tile FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_read ON audit_tree_head FOR SELECT TO xietong_app USING ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_tree_head FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint

-- Everybody who writes an event enters it; the sequencer, in the province's name, takes it from there.
GRANT SELECT, INSERT, DELETE ON audit_pending TO xietong_app;
--> statement-breakpoint
GRANT INSERT ON audit_pending TO xietong_auth;
--> statement-breakpoint
CREATE POLICY app_read ON audit_pending FOR SELECT TO xietong_app USING ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_pending FOR INSERT TO xietong_app WITH CHECK ((SELECT app_tenant()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_delete ON audit_pending FOR DELETE TO xietong_app USING ((SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY auth_insert ON audit_pending FOR INSERT TO xietong_auth WITH CHECK (true);
--> statement-breakpoint
CREATE FUNCTION audit_event_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO audit_pending (event_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_event_enter AFTER INSERT ON audit_event FOR EACH ROW EXECUTE FUNCTION audit_event_enter();
--> statement-breakpoint
-- What was audited before there was a log gets its places by the first start.
INSERT INTO audit_pending (event_id) SELECT id FROM audit_event;
--> statement-breakpoint

GRANT SELECT, INSERT ON audit_check TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (state, heartbeat_at, ended_at, checked, heads, findings, finding_count) ON audit_check TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON audit_check FOR SELECT TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON audit_check FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
CREATE POLICY app_update ON audit_check FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()));
