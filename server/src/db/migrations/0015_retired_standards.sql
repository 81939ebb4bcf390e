ALTER TABLE "standard_campaign" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "standard_campaign" ADD COLUMN "retired_by" uuid;--> statement-breakpoint
ALTER TABLE "standard_campaign" ADD COLUMN "retired_by_name" text;--> statement-breakpoint
ALTER TABLE "standard_campaign" ADD COLUMN "retired_reason" text;--> statement-breakpoint
ALTER TABLE "standard_campaign" ADD COLUMN "retired_children" text;--> statement-breakpoint
ALTER TABLE "standard_campaign" ADD CONSTRAINT "standard_campaign_retired" CHECK (num_nulls("standard_campaign"."retired_at", "standard_campaign"."retired_by", "standard_campaign"."retired_by_name", "standard_campaign"."retired_reason", "standard_campaign"."retired_children") in (0, 5));