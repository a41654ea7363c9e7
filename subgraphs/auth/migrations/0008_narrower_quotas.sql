CREATE TABLE "auth"."api_key_quota_limit" (
	"workspace_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"maximum" bigint NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_quota_limit_api_key_id_kind_pk" PRIMARY KEY("api_key_id","kind"),
	CONSTRAINT "api_key_not_negative" CHECK ("maximum" >= 0)
);
--> statement-breakpoint
ALTER TABLE "auth"."api_key_quota_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth"."member_quota_limit" (
	"workspace_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"maximum" bigint NOT NULL,
	"set_by" uuid,
	"set_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_quota_limit_workspace_id_person_id_kind_pk" PRIMARY KEY("workspace_id","person_id","kind"),
	CONSTRAINT "member_not_negative" CHECK ("maximum" >= 0)
);
--> statement-breakpoint
ALTER TABLE "auth"."member_quota_limit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."api_key_quota_limit" ADD CONSTRAINT "api_key_quota_limit_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "auth"."api_key"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."api_key_quota_limit" ADD CONSTRAINT "api_key_quota_limit_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "auth"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."member_quota_limit" ADD CONSTRAINT "member_quota_limit_set_by_person_id_fk" FOREIGN KEY ("set_by") REFERENCES "auth"."person"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth"."member_quota_limit" ADD CONSTRAINT "member_quota_limit_membership_fk" FOREIGN KEY ("workspace_id","person_id") REFERENCES "auth"."membership"("workspace_id","person_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "tenant" ON "auth"."api_key_quota_limit" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[])) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
CREATE POLICY "tenant" ON "auth"."member_quota_limit" AS PERMISSIVE FOR ALL TO public USING (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]) or "person_id" = nullif(current_setting('app.person_id', true), '')::uuid) WITH CHECK (current_setting('app.tenants', true) = 'all' or "workspace_id" = any (string_to_array(nullif(current_setting('app.workspace_ids', true), ''), ',')::uuid[]));--> statement-breakpoint
ALTER TABLE "auth"."api_key_quota_limit" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "auth"."member_quota_limit" FORCE ROW LEVEL SECURITY;
