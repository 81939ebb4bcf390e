-- Attributes from before keep null: they are shown by the names that their files gave them.
ALTER TABLE "attribute_definition" ADD COLUMN "label_zh" text;--> statement-breakpoint
ALTER TABLE "attribute_definition" ADD COLUMN "label_en" text;--> statement-breakpoint
ALTER TABLE "attribute_definition" ADD CONSTRAINT "attribute_definition_label_zh" UNIQUE("tenant_id","label_zh");--> statement-breakpoint
ALTER TABLE "attribute_definition" ADD CONSTRAINT "attribute_definition_label_en" UNIQUE("tenant_id","label_en");
