CREATE SCHEMA IF NOT EXISTS "business";
--> statement-breakpoint
CREATE TABLE "business"."conversation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"title" text,
	"model" text,
	"created_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "business"."document" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"filename" text NOT NULL,
	"content_type" text NOT NULL,
	"size" bigint NOT NULL,
	"status" text NOT NULL,
	"failure" jsonb,
	"uploaded_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "business"."message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"conversation_id" uuid NOT NULL,
	"role" text NOT NULL,
	"content" text NOT NULL,
	"author_id" uuid,
	"generation_id" uuid,
	"answered_at" timestamp (3) with time zone,
	"answer_id" uuid,
	"idempotency_key" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "message_generation_id_unique" UNIQUE("generation_id"),
	CONSTRAINT "message_conversation_id_author_id_idempotency_key_unique" UNIQUE("conversation_id","author_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "business"."outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"deduplication_id" uuid NOT NULL,
	"topic" text NOT NULL,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "business"."upload" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"created_by" uuid NOT NULL,
	"filename" text NOT NULL,
	"content_type" text NOT NULL,
	"size" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"completed_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "business"."message" ADD CONSTRAINT "message_conversation_id_conversation_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "business"."conversation"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversation_workspace_id_updated_at_id_index" ON "business"."conversation" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "document_workspace_id_id_index" ON "business"."document" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "message_conversation_id_id_index" ON "business"."message" USING btree ("conversation_id","id");