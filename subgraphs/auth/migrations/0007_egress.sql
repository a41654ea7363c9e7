CREATE TABLE "auth"."egress_tally" (
	"hour" timestamp (3) with time zone NOT NULL,
	"service" text NOT NULL,
	"instance" uuid NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"purpose" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text NOT NULL,
	"calls" bigint NOT NULL,
	"sent_bytes" bigint NOT NULL,
	"received_bytes" bigint NOT NULL,
	"last_status" integer,
	"first_at" timestamp (3) with time zone NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "egress_tally_key" PRIMARY KEY("hour","service","host","port","purpose","outcome","reason","instance")
);
--> statement-breakpoint
CREATE TABLE "auth"."instance_auditor" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth"."instance_auditor" ADD CONSTRAINT "instance_auditor_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "auth"."person"("id") ON DELETE cascade ON UPDATE no action;