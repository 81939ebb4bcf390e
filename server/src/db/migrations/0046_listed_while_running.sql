-- A listed hash takes the place of the release that it was listed to replace, and of no other: what was stopped, paused
-- or replaced since it was planned comes back by its own approval alone.
CREATE OR REPLACE FUNCTION release_is_listed(listing uuid, listed uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
      SELECT FROM release s JOIN release r ON r.id = listed
      CROSS JOIN LATERAL jsonb_array_elements(s.text::jsonb -> 'corrections') AS correction
      WHERE s.id = listing AND s.kind = 'STANDARD' AND s.state = 'PUBLISHED'
        AND correction ->> 'campaignId' = r.campaign_id::text AND correction ->> 'hash' = r.hash
        AND EXISTS (SELECT FROM release replaced
          WHERE replaced.campaign_id = r.campaign_id AND replaced.kind = 'LOCAL' AND replaced.state = 'APPROVED'
            AND replaced.id <> r.id AND replaced.hash = correction ->> 'replaces')
        AND (SELECT count(DISTINCT d.decided_by) FROM approval_decision d
          WHERE d.release_id = s.id AND d.hash = s.hash AND d.outcome = 'APPROVED'
            AND NOT EXISTS (SELECT FROM release_author a WHERE a.release_id IN (s.id, r.id) AND a.actor_id = d.decided_by))
          >= CASE WHEN s.text::jsonb #>> '{push,mode}' = 'MANDATORY' THEN 2 ELSE 1 END)
  $$;
--> statement-breakpoint

-- The one row that every change of the configuration raises is taken at the end of a transaction, after all else that it
-- locks: a push that corrects many cities makes no emergency stop wait, and nobody waits in a circle.
DROP TRIGGER raise_config_revision ON release;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER raise_config_revision AFTER UPDATE OF state, overtaken_at ON release
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.state = 'APPROVED' OR NEW.state = 'APPROVED') EXECUTE FUNCTION raise_config_revision();
--> statement-breakpoint
DROP TRIGGER raise_config_revision ON list_version;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER raise_config_revision AFTER INSERT OR UPDATE OF released_at ON list_version
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.released_at IS NOT NULL) EXECUTE FUNCTION raise_config_revision_for_blocklist();
--> statement-breakpoint
DROP TRIGGER raise_config_revision ON customer_list;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER raise_config_revision AFTER UPDATE ON customer_list
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.purpose = 'BLOCKLIST' AND NEW.archived_at IS DISTINCT FROM OLD.archived_at)
  EXECUTE FUNCTION raise_config_revision();
