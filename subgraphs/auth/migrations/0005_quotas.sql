CREATE TABLE "auth"."quota_limit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid,
	"person_id" uuid,
	"kind" text NOT NULL,
	"maximum" bigint NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quota_limit_workspace_id_kind_unique" UNIQUE("workspace_id","kind"),
	CONSTRAINT "quota_limit_person_id_kind_unique" UNIQUE("person_id","kind"),
	CONSTRAINT "of_one" CHECK (num_nonnulls("workspace_id", "person_id") = 1),
	CONSTRAINT "not_negative" CHECK ("maximum" >= 0)
);
--> statement-breakpoint
ALTER TABLE "auth"."quota_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."quota_limit" ADD CONSTRAINT "quota_limit_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "auth"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."quota_limit" ADD CONSTRAINT "quota_limit_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."quota_limit" ADD CONSTRAINT "quota_limit_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "auth"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "tenant" ON "auth"."quota_limit" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or ("workspace_id" is null and "person_id" = nullif(current_setting('app.person_id', true), '')::uuid)) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or ("workspace_id" is null and "person_id" = nullif(current_setting('app.person_id', true), '')::uuid));--> statement-breakpoint
ALTER TABLE "auth"."quota_limit" FORCE ROW LEVEL SECURITY;
