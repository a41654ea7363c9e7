CREATE SCHEMA IF NOT EXISTS "ml";
--> statement-breakpoint
CREATE TABLE "ml"."deleted_document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"deleted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ml"."document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"filename" text NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"pages" jsonb NOT NULL,
	"passage_count" integer NOT NULL,
	"term_count" integer NOT NULL,
	"ingested_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ml"."generation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"asker_id" text NOT NULL,
	"requested_model" text,
	"question" text NOT NULL,
	"history" jsonb NOT NULL,
	"status" text DEFAULT 'QUEUED' NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"delta_ends" integer[] DEFAULT '{}'::integer[] NOT NULL,
	"model" text,
	"engine" text,
	"citations" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"usage" jsonb,
	"failure" jsonb,
	"stop_requested" boolean DEFAULT false NOT NULL,
	"worker_id" uuid,
	"heartbeat_at" timestamp (3) with time zone,
	"published" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ml"."passage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"document_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"page" integer,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"text" text NOT NULL,
	"content_hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ml"."posting" (
	"workspace_id" uuid NOT NULL,
	"term" text NOT NULL,
	"document_id" uuid NOT NULL,
	"ordinals" integer[] NOT NULL,
	"counts" integer[] NOT NULL,
	"lengths" integer[] NOT NULL,
	CONSTRAINT "posting_workspace_id_term_document_id_pk" PRIMARY KEY("workspace_id","term","document_id")
);
--> statement-breakpoint
ALTER TABLE "ml"."passage" ADD CONSTRAINT "passage_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "ml"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ml"."posting" ADD CONSTRAINT "posting_document_id_document_id_fk" FOREIGN KEY ("document_id") REFERENCES "ml"."document"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "document_workspace" ON "ml"."document" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "generation_open" ON "ml"."generation" USING btree ("status","created_at") WHERE status in ('QUEUED', 'RUNNING');--> statement-breakpoint
CREATE INDEX "generation_unpublished" ON "ml"."generation" USING btree ("finished_at") WHERE not published and status not in ('QUEUED', 'RUNNING');--> statement-breakpoint
CREATE INDEX "passage_document" ON "ml"."passage" USING btree ("document_id","ordinal");--> statement-breakpoint
CREATE INDEX "posting_document" ON "ml"."posting" USING btree ("document_id");