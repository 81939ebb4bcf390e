CREATE TABLE "audit_sample" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"from_day" date,
	"to_day" date,
	"act" text,
	"strata" text NOT NULL,
	"head_size" bigint NOT NULL,
	"seed" text NOT NULL,
	"population" integer NOT NULL,
	"size" integer NOT NULL,
	"drawn_by_name" text NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_sample_item" (
	"sample_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"tenant_id" uuid NOT NULL,
	"place" bigint NOT NULL,
	"event_id" uuid NOT NULL,
	"outcome" text,
	"remark" text DEFAULT '' NOT NULL,
	"looked_by_name" text,
	"looked_at" timestamp with time zone,
	CONSTRAINT "audit_sample_item_sample_id_position_pk" PRIMARY KEY("sample_id","position"),
	CONSTRAINT "audit_sample_item_place" UNIQUE("sample_id","place"),
	CONSTRAINT "audit_sample_item_looked" CHECK (("audit_sample_item"."outcome" is null) = ("audit_sample_item"."looked_at" is null) and ("audit_sample_item"."outcome" is null) = ("audit_sample_item"."looked_by_name" is null)),
	CONSTRAINT "audit_sample_item_said" CHECK ("audit_sample_item"."outcome" is distinct from 'OBJECTION' or "audit_sample_item"."remark" <> '')
);
--> statement-breakpoint
CREATE TABLE "audit_segment" (
	"first_index" bigint PRIMARY KEY NOT NULL,
	"end_index" bigint NOT NULL,
	"file" text NOT NULL,
	"bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"head_size" bigint NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "audit_segment_file_unique" UNIQUE("file"),
	CONSTRAINT "audit_segment_span" CHECK ("audit_segment"."first_index" >= 0 and "audit_segment"."end_index" > "audit_segment"."first_index" and "audit_segment"."first_index" % 256 = 0 and "audit_segment"."end_index" % 256 = 0 and "audit_segment"."head_size" >= "audit_segment"."end_index")
);
--> statement-breakpoint
ALTER TABLE "audit_sample" ADD CONSTRAINT "audit_sample_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample_item" ADD CONSTRAINT "audit_sample_item_sample_id_audit_sample_id_fk" FOREIGN KEY ("sample_id") REFERENCES "public"."audit_sample"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_sample_item" ADD CONSTRAINT "audit_sample_item_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_sample_tenant" ON "audit_sample" USING btree ("tenant_id","drawn_at");
--> statement-breakpoint
ALTER TABLE audit_segment ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_segment TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON audit_segment FOR SELECT TO xietong_app USING ((SELECT app_tenant()) IS NOT NULL);
--> statement-breakpoint
CREATE POLICY app_insert ON audit_segment FOR INSERT TO xietong_app WITH CHECK ((SELECT app_is_province()));
--> statement-breakpoint

-- Segments follow one another from the beginning of the log on, one at a time, below a signed head.
CREATE FUNCTION audit_segment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.removed_at IS NOT NULL OR EXISTS (SELECT FROM audit_segment WHERE removed_at IS NULL)
    OR NEW.first_index <> coalesce((SELECT max(end_index) FROM audit_segment), 0)
    OR NOT EXISTS (SELECT FROM audit_tree_head WHERE size = NEW.head_size) THEN
    RAISE EXCEPTION 'a segment follows the one before it' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_segment_follows';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_segment_guard BEFORE INSERT ON audit_segment FOR EACH ROW EXECUTE FUNCTION audit_segment_guard();
--> statement-breakpoint

-- The one way in which events leave the table. It lends the owner's right to delete them for a segment that is on
-- record, follows the removed ones, is whole, and is older than what must be kept, whatever its caller says.
CREATE FUNCTION audit_remove_segment(segment bigint, keep_days integer) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  kept audit_segment;
  removed bigint;
BEGIN
  IF NOT app_is_province() THEN
    RAISE EXCEPTION 'the log is the province''s' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF keep_days IS NULL OR keep_days < 180 THEN
    RAISE EXCEPTION 'audit events are kept for 180 days at least' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_segment_least_days';
  END IF;
  SELECT * INTO kept FROM audit_segment s WHERE s.first_index = segment FOR UPDATE;
  IF NOT FOUND OR kept.removed_at IS NOT NULL THEN
    RAISE EXCEPTION 'the segment is not on record, or is removed' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_segment_recorded';
  END IF;
  IF segment <> coalesce((SELECT max(s.end_index) FROM audit_segment s WHERE s.removed_at IS NOT NULL), 0) THEN
    RAISE EXCEPTION 'segments leave in the order of the log' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_segment_prefix';
  END IF;
  IF EXISTS (
    SELECT FROM audit_log_entry e JOIN audit_event v ON v.id = e.event_id
    WHERE e.index >= kept.first_index AND e.index < kept.end_index AND v.at >= now() - make_interval(days => keep_days)
  ) THEN
    RAISE EXCEPTION 'an event of the segment is to be kept' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_segment_old';
  END IF;
  WITH gone AS (
    DELETE FROM audit_event v USING audit_log_entry e
    WHERE e.event_id = v.id AND e.index >= kept.first_index AND e.index < kept.end_index
    RETURNING 1)
  SELECT count(*) INTO removed FROM gone;
  IF removed <> kept.end_index - kept.first_index THEN
    RAISE EXCEPTION 'the segment is not whole' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_segment_whole';
  END IF;
  UPDATE audit_segment s SET removed_at = now() WHERE s.first_index = segment;
  RETURN removed;
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION audit_remove_segment FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION audit_remove_segment TO xietong_app;
--> statement-breakpoint
ALTER TABLE audit_sample ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_sample_item ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_sample, audit_sample_item TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (outcome, remark, looked_by_name, looked_at) ON audit_sample_item TO xietong_app;
--> statement-breakpoint
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_sample', 'audit_sample_item'] LOOP
    EXECUTE format('CREATE POLICY app_read ON %I FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()))', name);
    EXECUTE format('CREATE POLICY app_insert ON %I FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()))', name);
  END LOOP;
END $$;
--> statement-breakpoint
CREATE POLICY app_update ON audit_sample_item FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()));
