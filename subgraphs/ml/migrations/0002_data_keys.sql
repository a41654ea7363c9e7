CREATE TABLE "ml"."data_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"key_id" text NOT NULL,
	"wrapped" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "ml"."data_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "data_key_workspace" ON "ml"."data_key" USING btree ("workspace_id","purpose","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "data_key_terms" ON "ml"."data_key" USING btree ("workspace_id") WHERE purpose = 'terms';--> statement-breakpoint
CREATE POLICY "tenant" ON "ml"."data_key" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
ALTER TABLE "ml"."data_key" FORCE ROW LEVEL SECURITY;
