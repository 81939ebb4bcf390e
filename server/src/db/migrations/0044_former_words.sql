-- Versions from before keep null: which words the product brought when they were made is not known.
ALTER TABLE "check_dictionary" ADD COLUMN "former_words" jsonb;
