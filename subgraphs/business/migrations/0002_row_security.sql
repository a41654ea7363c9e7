-- The backfill comes first: forced, the policies bind the migrator too.
ALTER TABLE "business"."message" ADD COLUMN "workspace_id" uuid;--> statement-breakpoint
UPDATE "business"."message" SET "workspace_id" = "conversation"."workspace_id" FROM "business"."conversation" WHERE "conversation"."id" = "message"."conversation_id";--> statement-breakpoint
ALTER TABLE "business"."message" ALTER COLUMN "workspace_id" SET NOT NULL;--> statement-breakpoint
CREATE POLICY "tenant" ON "business"."conversation" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "business"."document" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "business"."message" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "business"."saved_operation" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or ("workspace_id" is null and "created_by" = nullif(current_setting('app.person_id', true), '')::uuid)) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or ("workspace_id" is null and "created_by" = nullif(current_setting('app.person_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "tenant" ON "business"."upload" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
ALTER TABLE "business"."conversation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."saved_operation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."upload" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."conversation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."document" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."saved_operation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "business"."upload" FORCE ROW LEVEL SECURITY;
