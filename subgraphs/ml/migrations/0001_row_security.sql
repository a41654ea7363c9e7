ALTER TABLE "ml"."document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ml"."generation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ml"."passage" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ml"."posting" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "tenant" ON "ml"."document" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "ml"."generation" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "ml"."passage" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "ml"."posting" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
ALTER TABLE "ml"."document" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ml"."generation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ml"."passage" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ml"."posting" FORCE ROW LEVEL SECURITY;
