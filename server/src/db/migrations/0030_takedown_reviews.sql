CREATE TABLE "takedown_review" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"reviewer_tenant_id" uuid NOT NULL,
	"stopped_by" uuid NOT NULL,
	"stopped_by_tenant_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"conclusion" text,
	"comment" text,
	"concluded_by" uuid,
	"concluded_by_name" text,
	"concluded_by_tenant_id" uuid,
	"concluded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "takedown_review_release_id_unique" UNIQUE("release_id"),
	CONSTRAINT "takedown_review_concluded" CHECK (num_nulls("takedown_review"."conclusion", "takedown_review"."comment", "takedown_review"."concluded_by", "takedown_review"."concluded_by_name", "takedown_review"."concluded_by_tenant_id", "takedown_review"."concluded_at") in (0, 6)),
	CONSTRAINT "takedown_review_conclusion" CHECK ("takedown_review"."conclusion" in ('JUSTIFIED', 'MISTAKEN', 'NEEDS_CHANGE')),
	CONSTRAINT "takedown_review_not_by_stopper" CHECK ("takedown_review"."concluded_by" <> "takedown_review"."stopped_by")
);
--> statement-breakpoint
ALTER TABLE "takedown_review" ADD CONSTRAINT "takedown_review_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takedown_review" ADD CONSTRAINT "takedown_review_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takedown_review" ADD CONSTRAINT "takedown_review_reviewer_tenant_id_tenant_id_fk" FOREIGN KEY ("reviewer_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takedown_review" ADD CONSTRAINT "takedown_review_stopped_by_tenant_id_tenant_id_fk" FOREIGN KEY ("stopped_by_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "takedown_review" ADD CONSTRAINT "takedown_review_concluded_by_tenant_id_tenant_id_fk" FOREIGN KEY ("concluded_by_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "takedown_review_tenant" ON "takedown_review" USING btree ("tenant_id","opened_at");--> statement-breakpoint
CREATE INDEX "takedown_review_open" ON "takedown_review" USING btree ("reviewer_tenant_id","due_at") WHERE "takedown_review"."concluded_at" is null;
--> statement-breakpoint
ALTER TABLE takedown_review ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON takedown_review TO xietong_app;
--> statement-breakpoint
GRANT UPDATE (conclusion, comment, concluded_by, concluded_by_name, concluded_by_tenant_id, concluded_at) ON takedown_review TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON takedown_review FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON takedown_review FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_update ON takedown_review FOR UPDATE TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))
  WITH CHECK ((tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())) AND concluded_by = (SELECT app_actor()) AND concluded_by_tenant_id = (SELECT app_tenant()));
--> statement-breakpoint
-- A review opens with the stop that it is of, undecided; it is concluded once, and never by an author.
CREATE FUNCTION takedown_review_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.concluded_at IS NOT NULL OR NOT EXISTS (
      SELECT FROM release r JOIN tenant t ON t.id = r.tenant_id
      WHERE r.id = NEW.release_id AND r.tenant_id = NEW.tenant_id AND r.state = 'TAKEN_DOWN' AND r.taken_down_by = NEW.stopped_by
        AND NEW.reviewer_tenant_id IN (t.id, t.parent_id)
    ) THEN
      RAISE EXCEPTION 'a review opens with its stop' USING ERRCODE = 'check_violation', CONSTRAINT = 'takedown_review_of_stop';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.concluded_at IS NOT NULL THEN
    RAISE EXCEPTION 'a review is concluded once' USING ERRCODE = 'check_violation', CONSTRAINT = 'takedown_review_final';
  END IF;
  IF EXISTS (SELECT FROM release_author a WHERE a.release_id = NEW.release_id AND a.actor_id = NEW.concluded_by) THEN
    RAISE EXCEPTION 'an author never reviews' USING ERRCODE = 'check_violation', CONSTRAINT = 'takedown_review_not_by_author';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER takedown_review_guard BEFORE INSERT OR UPDATE ON takedown_review FOR EACH ROW EXECUTE FUNCTION takedown_review_guard();
