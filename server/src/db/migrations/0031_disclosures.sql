CREATE TABLE "disclosure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"list_version_id" uuid,
	"subscriber_id" uuid,
	"title" text NOT NULL,
	"purpose" text NOT NULL,
	"purpose_note" text NOT NULL,
	"recipient" text NOT NULL,
	"hours" integer NOT NULL,
	"max_downloads" integer NOT NULL,
	"rows" integer NOT NULL,
	"missing" integer NOT NULL,
	"state" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_by_name" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"decision_reason" text,
	"expires_at" timestamp with time zone,
	"revoked_by" uuid,
	"revoked_by_name" text,
	"revoked_at" timestamp with time zone,
	"revoke_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "disclosure_number_unique" UNIQUE("number"),
	CONSTRAINT "disclosure_about" CHECK (("disclosure"."kind" = 'LIST') = ("disclosure"."list_version_id" is not null) and ("disclosure"."kind" = 'NUMBER') = ("disclosure"."subscriber_id" is not null)),
	CONSTRAINT "disclosure_bounds" CHECK ("disclosure"."hours" between 1 and 168 and "disclosure"."max_downloads" between 1 and 3 and "disclosure"."rows" >= 1 and "disclosure"."missing" >= 0),
	CONSTRAINT "disclosure_decided" CHECK (num_nulls("disclosure"."decided_by", "disclosure"."decided_by_name", "disclosure"."decided_at") = case when "disclosure"."state" = 'ASKED' then 3 else 0 end),
	CONSTRAINT "disclosure_by_second" CHECK (("disclosure"."state" = 'WITHDRAWN') = ("disclosure"."decided_by" is not null and "disclosure"."decided_by" = "disclosure"."asked_by")),
	CONSTRAINT "disclosure_reason" CHECK ("disclosure"."state" <> 'REFUSED' or "disclosure"."decision_reason" is not null),
	CONSTRAINT "disclosure_expires" CHECK (("disclosure"."expires_at" is not null) = ("disclosure"."state" in ('AUTHORISED', 'REVOKED'))),
	CONSTRAINT "disclosure_revoked" CHECK (num_nulls("disclosure"."revoked_by", "disclosure"."revoked_by_name", "disclosure"."revoked_at", "disclosure"."revoke_reason") = case when "disclosure"."state" = 'REVOKED' then 0 else 4 end)
);
--> statement-breakpoint
CREATE TABLE "disclosure_use" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"disclosure_id" uuid NOT NULL,
	"state" text NOT NULL,
	"used_by" uuid NOT NULL,
	"used_by_name" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"rows" integer,
	"sha256" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "disclosure_use_ended" CHECK (("disclosure_use"."state" = 'STARTED') = ("disclosure_use"."ended_at" is null)),
	CONSTRAINT "disclosure_use_done" CHECK ("disclosure_use"."state" <> 'DONE' or "disclosure_use"."rows" is not null)
);
--> statement-breakpoint
ALTER TABLE "notification" DROP CONSTRAINT "notification_subject";--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "about_type" text;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "about_id" uuid;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_list_version_id_list_version_id_fk" FOREIGN KEY ("list_version_id") REFERENCES "public"."list_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure" ADD CONSTRAINT "disclosure_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_use" ADD CONSTRAINT "disclosure_use_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosure_use" ADD CONSTRAINT "disclosure_use_disclosure_id_disclosure_id_fk" FOREIGN KEY ("disclosure_id") REFERENCES "public"."disclosure"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "disclosure_tenant" ON "disclosure" USING btree ("tenant_id","asked_at");--> statement-breakpoint
CREATE INDEX "disclosure_asked" ON "disclosure" USING btree ("tenant_id") WHERE "disclosure"."state" = 'ASKED';--> statement-breakpoint
CREATE INDEX "disclosure_use_of" ON "disclosure_use" USING btree ("disclosure_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "disclosure_use_one_started" ON "disclosure_use" USING btree ("disclosure_id") WHERE "disclosure_use"."state" = 'STARTED';--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_about" CHECK (num_nulls("notification"."about_type", "notification"."about_id") in (0, 2) and num_nonnulls("notification"."import_id", "notification"."about_id") <= 1);--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_subject" CHECK (num_nulls("notification"."release_kind", "notification"."campaign_id", "notification"."campaign_number") = case when "notification"."import_id" is null and "notification"."about_id" is null then 0 else 3 end);
--> statement-breakpoint
ALTER TABLE disclosure ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE disclosure_use ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_by_name, decided_at, decision_reason, expires_at, revoked_by, revoked_by_name, revoked_at, revoke_reason) ON disclosure TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON disclosure FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON disclosure FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND asked_by = (SELECT app_actor()));
--> statement-breakpoint
CREATE POLICY app_update ON disclosure FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province())) WITH CHECK (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, ended_at, rows, sha256) ON disclosure_use TO xietong_app;
--> statement-breakpoint
CREATE POLICY app_read ON disclosure_use FOR SELECT TO xietong_app USING (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()));
--> statement-breakpoint
CREATE POLICY app_insert ON disclosure_use FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()) AND used_by = (SELECT app_actor()));
--> statement-breakpoint
CREATE POLICY app_update ON disclosure_use FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) AND used_by = (SELECT app_actor())) WITH CHECK (tenant_id = (SELECT app_tenant()) AND used_by = (SELECT app_actor()));
--> statement-breakpoint

-- Whether a person holds a duty of a role in a tenant at an instant, as far as the caller sees duties.
CREATE FUNCTION disclosure_duty(person uuid, of_tenant uuid, of_role text, at timestamptz) RETURNS boolean LANGUAGE sql STABLE
  AS $$
    SELECT EXISTS (SELECT FROM duty d WHERE d.person_id = person AND d.tenant_id = of_tenant AND d.role = of_role
      AND d.valid_from <= at AND (d.valid_until IS NULL OR d.valid_until > at))
  $$;
--> statement-breakpoint

-- Nobody asks for the numbers of another tenant's list, or of a customer who is not to be seen.
CREATE FUNCTION disclosure_insert_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'ASKED'
     OR (NEW.list_version_id IS NOT NULL AND NOT EXISTS (SELECT FROM list_version v WHERE v.id = NEW.list_version_id AND v.tenant_id = NEW.tenant_id))
     OR (NEW.subscriber_id IS NOT NULL AND NOT EXISTS (SELECT FROM subscriber s WHERE s.id = NEW.subscriber_id)) THEN
    RAISE EXCEPTION 'what is one''s own is asked for' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_own';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER disclosure_insert_guard BEFORE INSERT ON disclosure FOR EACH ROW EXECUTE FUNCTION disclosure_insert_guard();
--> statement-breakpoint

-- A request is decided once: taken back by who asked, authorised or refused by the person who acts, an approver of the
-- same tenant who neither asked nor imported the list. An authorisation is revoked by who gave it or by a security
-- administrator of the tenant or the province, and never comes back.
CREATE FUNCTION disclosure_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'ASKED' AND NEW.state IN ('AUTHORISED', 'REFUSED', 'WITHDRAWN') THEN
    IF NEW.decided_by IS DISTINCT FROM app_actor() OR app_tenant() IS DISTINCT FROM NEW.tenant_id OR NEW.decided_at < NEW.asked_at
       OR (NEW.state = 'AUTHORISED' AND NEW.decided_at >= NEW.asked_at + interval '7 days') THEN
      RAISE EXCEPTION 'a request is decided in time, in nobody else''s name' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_decider';
    END IF;
    IF NEW.state <> 'WITHDRAWN' AND (
      NOT disclosure_duty(NEW.decided_by, NEW.tenant_id, 'APPROVER', NEW.decided_at)
      OR EXISTS (SELECT FROM list_version v JOIN list_version o ON o.list_id = v.list_id
        WHERE v.id = NEW.list_version_id AND o.created_by = NEW.decided_by)
    ) THEN
      RAISE EXCEPTION 'no second person' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_by_approver';
    END IF;
    IF NEW.state = 'AUTHORISED' AND NEW.expires_at IS DISTINCT FROM NEW.decided_at + make_interval(hours => NEW.hours) THEN
      RAISE EXCEPTION 'an authorisation ends when it was asked to' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_ends';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state = 'AUTHORISED' AND NEW.state = 'REVOKED' AND NEW.revoked_by = app_actor()
     AND (NEW.decided_by, NEW.decided_by_name, NEW.decided_at, NEW.decision_reason, NEW.expires_at)
       IS NOT DISTINCT FROM (OLD.decided_by, OLD.decided_by_name, OLD.decided_at, OLD.decision_reason, OLD.expires_at)
     AND (NEW.revoked_by = NEW.decided_by OR disclosure_duty(NEW.revoked_by, app_tenant(), 'SECURITY_ADMIN', NEW.revoked_at))
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what was decided on numbers in clear never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_final';
END $$;
--> statement-breakpoint
CREATE TRIGGER disclosure_guard BEFORE UPDATE ON disclosure FOR EACH ROW EXECUTE FUNCTION disclosure_guard();
--> statement-breakpoint

-- Numbers are handed out to who asked alone, while the authorisation holds, and not more often than it says; one
-- after the other, as each takes the row of the authorisation.
CREATE FUNCTION disclosure_use_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE d disclosure;
BEGIN
  SELECT * INTO d FROM disclosure WHERE id = NEW.disclosure_id AND tenant_id = NEW.tenant_id FOR UPDATE;
  IF d.id IS NULL OR d.state <> 'AUTHORISED' OR d.asked_by <> NEW.used_by OR NEW.started_at < d.decided_at OR NEW.started_at >= d.expires_at
     OR (SELECT count(*) FROM disclosure_use u WHERE u.disclosure_id = d.id AND u.state = 'DONE') >= d.max_downloads
     OR (SELECT count(*) FROM disclosure_use u WHERE u.disclosure_id = d.id AND u.state = 'BROKEN') > 4 THEN
    RAISE EXCEPTION 'no authorisation covers it' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_covered';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER disclosure_use_guard BEFORE INSERT ON disclosure_use FOR EACH ROW EXECUTE FUNCTION disclosure_use_guard();
--> statement-breakpoint
CREATE FUNCTION disclosure_use_end_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'STARTED' OR NEW.state = 'STARTED' THEN
    RAISE EXCEPTION 'a use ends once' USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_use_final';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER disclosure_use_end_guard BEFORE UPDATE ON disclosure_use FOR EACH ROW EXECUTE FUNCTION disclosure_use_end_guard();
