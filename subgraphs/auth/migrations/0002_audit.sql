CREATE TABLE "auth"."audit_checkpoint" (
	"sequence" bigint NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL,
	"signature" text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth"."audit_event" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"service" text NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"actor_id" uuid,
	"session_id" text,
	"workspace_id" uuid,
	"target_type" text,
	"target_id" text,
	"request_id" text,
	"details" jsonb NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_event_id_unique" UNIQUE("id")
);
--> statement-breakpoint
ALTER TABLE "auth"."audit_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "audit_event_workspace_id_sequence_index" ON "auth"."audit_event" USING btree ("workspace_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_event_actor_id_sequence_index" ON "auth"."audit_event" USING btree ("actor_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_event_occurred_at_index" ON "auth"."audit_event" USING btree ("occurred_at");--> statement-breakpoint
CREATE POLICY "tenant" ON "auth"."audit_event" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or ("workspace_id" is null and "actor_id" = nullif(current_setting('app.person_id', true), '')::uuid)) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or ("workspace_id" is null and "actor_id" = nullif(current_setting('app.person_id', true), '')::uuid));--> statement-breakpoint
ALTER TABLE "auth"."audit_event" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE FUNCTION "auth"."audit_only_grows"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('app.audit_retention', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is only added to' USING ERRCODE = 'insufficient_privilege';
END
$$;--> statement-breakpoint
CREATE TRIGGER "only_grows" BEFORE UPDATE OR DELETE ON "auth"."audit_event" FOR EACH ROW EXECUTE FUNCTION "auth"."audit_only_grows"();--> statement-breakpoint
CREATE TRIGGER "never_emptied" BEFORE TRUNCATE ON "auth"."audit_event" FOR EACH STATEMENT EXECUTE FUNCTION "auth"."audit_only_grows"();
