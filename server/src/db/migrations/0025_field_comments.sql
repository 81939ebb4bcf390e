CREATE TABLE "approval_comment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"decision_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"field_id" uuid NOT NULL,
	"text" text NOT NULL,
	"decided_by_tenant_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "approval_comment_once" UNIQUE("decision_id","field_id"),
	CONSTRAINT "approval_comment_text" CHECK (length("approval_comment"."text") between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "approval_comment" ADD CONSTRAINT "approval_comment_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_comment" ADD CONSTRAINT "approval_comment_decision_id_approval_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."approval_decision"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_comment" ADD CONSTRAINT "approval_comment_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "approval_comment_release" ON "approval_comment" USING btree ("release_id");
--> statement-breakpoint
-- Comments are added with the decision that they belong to, and never changed.
ALTER TABLE approval_comment ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT ON approval_comment TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON approval_comment FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON approval_comment FOR INSERT TO xietong_app
  WITH CHECK (decided_by_tenant_id = (SELECT app_tenant()) AND (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())));
--> statement-breakpoint
-- A comment is its decider's, on the hash that was decided, about a field of it; nobody comments beside an approval.
CREATE FUNCTION approval_comment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM approval_decision d JOIN release r ON r.id = d.release_id
    WHERE d.id = NEW.decision_id AND d.tenant_id = NEW.tenant_id AND d.release_id = NEW.release_id AND d.hash = NEW.hash
      AND d.decided_by_tenant_id = NEW.decided_by_tenant_id AND d.outcome <> 'APPROVED'
      AND d.decided_by = app_actor()
      AND r.text::jsonb -> 'content' @> jsonb_build_array(jsonb_build_object('id', NEW.field_id))
  ) THEN
    RAISE EXCEPTION 'a comment is about a field of what was decided' USING ERRCODE = 'check_violation', CONSTRAINT = 'approval_comment_of_field';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER approval_comment_guard BEFORE INSERT ON approval_comment FOR EACH ROW EXECUTE FUNCTION approval_comment_guard();
