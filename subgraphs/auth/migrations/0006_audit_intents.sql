CREATE TABLE "auth"."audit_intent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"entry" jsonb NOT NULL,
	"begun_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone
);
