ALTER TABLE "notification" ALTER COLUMN "release_kind" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "notification" ALTER COLUMN "campaign_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "notification" ALTER COLUMN "campaign_number" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "notification" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "notification" ADD CONSTRAINT "notification_subject" CHECK (num_nulls("notification"."release_kind", "notification"."campaign_id", "notification"."campaign_number") = case when "notification"."import_id" is null then 0 else 3 end);