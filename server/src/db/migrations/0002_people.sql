ALTER TABLE "auth_user" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "auth_user" ADD COLUMN "password_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "auth_user" ADD COLUMN "last_sign_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "city_function" ADD COLUMN "granted_by_name" text;--> statement-breakpoint
ALTER TABLE "city_function" ADD COLUMN "grant_reason" text;--> statement-breakpoint
ALTER TABLE "city_function" ADD COLUMN "revoked_by_name" text;--> statement-breakpoint
ALTER TABLE "city_function" ADD COLUMN "revoke_reason" text;--> statement-breakpoint
CREATE UNIQUE INDEX "city_function_granted" ON "city_function" USING btree ("tenant_id","function") WHERE "city_function"."revoked_at" is null;--> statement-breakpoint

-- A person belongs to the tenant of the first duty; who never had one, to the province.
ALTER TABLE "person" ADD COLUMN "tenant_id" uuid;--> statement-breakpoint
UPDATE "person" SET "tenant_id" = coalesce(
  (SELECT d.tenant_id FROM duty d WHERE d.person_id = person.id ORDER BY d.valid_from, d.id LIMIT 1),
  (SELECT t.id FROM tenant t WHERE t.kind = 'PROVINCE')
);--> statement-breakpoint
ALTER TABLE "person" ALTER COLUMN "tenant_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_home" UNIQUE("id","tenant_id");--> statement-breakpoint
CREATE INDEX "person_tenant" ON "person" USING btree ("tenant_id");--> statement-breakpoint

ALTER TABLE "duty" ADD COLUMN "granted_by_name" text;--> statement-breakpoint
ALTER TABLE "duty" ADD COLUMN "ended_by_name" text;--> statement-breakpoint
ALTER TABLE "duty" ADD COLUMN "person_tenant_id" uuid;--> statement-breakpoint
UPDATE "duty" SET "person_tenant_id" = (SELECT p.tenant_id FROM person p WHERE p.id = duty.person_id);--> statement-breakpoint
ALTER TABLE "duty" ALTER COLUMN "person_tenant_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "duty" DROP CONSTRAINT "duty_person_id_person_id_fk";--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_person_home" FOREIGN KEY ("person_id","person_tenant_id") REFERENCES "public"."person"("id","tenant_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_span" CHECK ("duty"."valid_until" >= "duty"."valid_from");--> statement-breakpoint

-- A city's administrators keep its own people and their duties in it; they see whoever acts in it,
-- and what its own people are elsewhere, without which duties could not be kept apart.
DROP POLICY app_city_read ON person;--> statement-breakpoint
CREATE POLICY app_city_read ON person FOR SELECT TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR id IN (SELECT person_id FROM duty WHERE duty.tenant_id = (SELECT app_tenant())));--> statement-breakpoint
CREATE POLICY app_city_insert ON person FOR INSERT TO xietong_app WITH CHECK (tenant_id = (SELECT app_tenant()));--> statement-breakpoint
CREATE POLICY app_city_update ON person FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()));--> statement-breakpoint
DROP POLICY app_city_read ON duty;--> statement-breakpoint
CREATE POLICY app_city_read ON duty FOR SELECT TO xietong_app
  USING (tenant_id = (SELECT app_tenant()) OR person_tenant_id = (SELECT app_tenant()));--> statement-breakpoint
CREATE POLICY app_city_insert ON duty FOR INSERT TO xietong_app
  WITH CHECK (tenant_id = (SELECT app_tenant()) AND person_tenant_id = (SELECT app_tenant()));--> statement-breakpoint
CREATE POLICY app_city_update ON duty FOR UPDATE TO xietong_app
  USING (tenant_id = (SELECT app_tenant())) WITH CHECK (tenant_id = (SELECT app_tenant()));--> statement-breakpoint

-- Who somebody is, what was given to whom and since when is written once.
REVOKE UPDATE ON person, duty, city_function FROM xietong_app;--> statement-breakpoint
GRANT UPDATE (name, auth_user_id, disabled_at) ON person TO xietong_app;--> statement-breakpoint
GRANT UPDATE (valid_until, ended_by_name) ON duty TO xietong_app;--> statement-breakpoint
GRANT UPDATE (revoked_at, revoked_by_name, revoke_reason) ON city_function TO xietong_app;--> statement-breakpoint

-- Separation of administrators, whatever the services think: one after the other by the lock, so
-- that two grants at once cannot each miss the other. What a writer may write, it also sees here.
CREATE FUNCTION duty_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE other text;
BEGIN
  IF NEW.person_id::text = current_setting('app.actor', true) THEN
    RAISE EXCEPTION 'nobody changes the own duties' USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_not_own';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('duty ' || NEW.person_id, 0));
  FOR other IN
    SELECT d.role FROM duty d
    WHERE d.person_id = NEW.person_id AND d.id <> NEW.id
      AND tstzrange(d.valid_from, d.valid_until) && tstzrange(NEW.valid_from, NEW.valid_until)
      AND (d.role <> NEW.role OR d.tenant_id = NEW.tenant_id)
  LOOP
    IF other = NEW.role THEN
      RAISE EXCEPTION 'the duty is held already' USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_repeated';
    END IF;
    IF 'OPERATOR' NOT IN (other, NEW.role)
       AND (other IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN') OR NEW.role IN ('SYSTEM_ADMIN', 'SECURITY_ADMIN')) THEN
      RAISE EXCEPTION 'the duties are kept apart' USING ERRCODE = 'check_violation', CONSTRAINT = 'duty_separated';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER duty_guard BEFORE INSERT OR UPDATE ON duty FOR EACH ROW EXECUTE FUNCTION duty_guard();
