-- Whether the acting person follows findings up: an auditor of the transaction's tenant, or what the province runs by itself.
CREATE FUNCTION follows_findings() RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT audits_here() OR EXISTS (SELECT FROM machine_actor m WHERE m.id = app_actor()) $$;
--> statement-breakpoint
-- Who sees a finding does not change; that it is asked once a statement, and not once a row, does.
ALTER POLICY app_read ON audit_finding
  USING ((tenant_id = (SELECT app_tenant()) AND owner_id = (SELECT app_actor()))
    OR ((SELECT follows_findings()) AND (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))));
--> statement-breakpoint
ALTER POLICY app_update ON audit_finding
  USING ((tenant_id = (SELECT app_tenant()) AND owner_id = (SELECT app_actor()))
    OR ((SELECT follows_findings()) AND (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))))
  WITH CHECK ((tenant_id = (SELECT app_tenant()) AND owner_id = (SELECT app_actor()))
    OR ((SELECT follows_findings()) AND (tenant_id = (SELECT app_tenant()) OR (SELECT app_is_province()))));
--> statement-breakpoint
DROP FUNCTION audit_finding_seen(uuid, uuid);
