CREATE TABLE "business"."saved_operation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid,
	"created_by" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"document" text NOT NULL,
	"variables" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "saved_operation_created_by_id_index" ON "business"."saved_operation" USING btree ("created_by","id");--> statement-breakpoint
CREATE INDEX "saved_operation_workspace_id_id_index" ON "business"."saved_operation" USING btree ("workspace_id","id");