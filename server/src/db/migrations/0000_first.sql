CREATE TABLE "approval_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"request_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"outcome" text NOT NULL,
	"reason" text,
	"decided_by" uuid NOT NULL,
	"decided_by_name" text NOT NULL,
	"decided_by_tenant_id" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approval_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"approver_tenant_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"state" text NOT NULL,
	"note" text,
	"submitted_by" uuid NOT NULL,
	"submitted_by_name" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "asset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"sha256" text NOT NULL,
	"mime" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" integer NOT NULL,
	"data" "bytea" NOT NULL,
	"file_name" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "asset_once" UNIQUE("tenant_id","sha256")
);
--> statement-breakpoint
CREATE TABLE "customer_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "customer_list_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "list_member" (
	"list_version_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number_hash" "bytea" NOT NULL,
	CONSTRAINT "list_member_list_version_id_number_hash_pk" PRIMARY KEY("list_version_id","number_hash")
);
--> statement-breakpoint
CREATE TABLE "list_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"list_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"size" integer NOT NULL,
	"digest" text NOT NULL,
	"key_version" integer NOT NULL,
	"file_name" text NOT NULL,
	"report" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_by_name" text NOT NULL,
	"created_by_kind" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"released_at" timestamp with time zone,
	CONSTRAINT "list_version_once" UNIQUE("list_id","version")
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"tenant_id" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"act" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"campaign_id" uuid,
	"result" text NOT NULL,
	"code" text,
	"request_id" text NOT NULL,
	"address" text,
	"canonical" text NOT NULL,
	"schema_version" integer NOT NULL,
	"leaf_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "auth_lockout" (
	"username" text PRIMARY KEY NOT NULL,
	"attempts" integer NOT NULL,
	"attempted_at" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "auth_session" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"active_duty_id" uuid,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "auth_session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "auth_user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"username" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "auth_user_email_unique" UNIQUE("email"),
	CONSTRAINT "auth_user_username_unique" UNIQUE("username")
);
--> statement-breakpoint
CREATE TABLE "auth_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "authorship" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"settled_by" uuid
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"series" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "number_series_once" UNIQUE("tenant_id","series")
);
--> statement-breakpoint
CREATE TABLE "standard_campaign" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "standard_campaign_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "standard_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"city_default" text NOT NULL,
	"fields" jsonb NOT NULL,
	"row_version" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_by_name" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	CONSTRAINT "standard_version_once" UNIQUE("campaign_id","version")
);
--> statement-breakpoint
CREATE TABLE "channel_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"machine_actor_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"cities" text[] NOT NULL,
	"may_explain" boolean NOT NULL,
	"demo" boolean NOT NULL,
	"rate_per_second" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "channel_key_secret_hash_unique" UNIQUE("secret_hash")
);
--> statement-breakpoint
CREATE TABLE "config_revision" (
	"only" boolean PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event" (
	"received_day" date NOT NULL,
	"channel" text NOT NULL,
	"event_id" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"type" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"day" date NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"point" text NOT NULL,
	"format" text NOT NULL,
	"campaign_number" text NOT NULL,
	"campaign_tenant_id" uuid,
	"placement_id" uuid,
	"release_id" uuid,
	"business" text NOT NULL,
	"value_fen" bigint NOT NULL,
	"number_hash" "bytea",
	"fallback" boolean NOT NULL,
	"demo" boolean NOT NULL,
	CONSTRAINT "event_received_day_channel_event_id_pk" PRIMARY KEY("received_day","channel","event_id")
) PARTITION BY RANGE ("received_day");
--> statement-breakpoint
CREATE TABLE "event_identity" (
	"channel" text NOT NULL,
	"event_id" text NOT NULL,
	"received_day" date NOT NULL,
	CONSTRAINT "event_identity_channel_event_id_pk" PRIMARY KEY("channel","event_id")
);
--> statement-breakpoint
CREATE TABLE "metric_day" (
	"tenant_id" uuid NOT NULL,
	"day" date NOT NULL,
	"type" text NOT NULL,
	"channel" text NOT NULL,
	"point" text NOT NULL,
	"format" text NOT NULL,
	"campaign_number" text NOT NULL,
	"demo" boolean NOT NULL,
	"count" bigint NOT NULL,
	"value_fen" bigint NOT NULL,
	CONSTRAINT "metric_day_tenant_id_day_type_channel_point_format_campaign_number_demo_pk" PRIMARY KEY("tenant_id","day","type","channel","point","format","campaign_number","demo")
);
--> statement-breakpoint
CREATE TABLE "saving_unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"fen" integer NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "saving_unit_valid_from_unique" UNIQUE("valid_from")
);
--> statement-breakpoint
CREATE TABLE "attribute_definition" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"choices" jsonb,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attribute_definition_name" UNIQUE("tenant_id","name")
);
--> statement-breakpoint
CREATE TABLE "channel" (
	"code" text PRIMARY KEY NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "city_function" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"function" text NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "city_function_once" UNIQUE("tenant_id","function","granted_at")
);
--> statement-breakpoint
CREATE TABLE "duty" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"role" text NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_campaign" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number" text NOT NULL,
	"base_campaign_id" uuid,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "local_campaign_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "local_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"base_version_id" uuid,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"overrides" jsonb NOT NULL,
	"resolved" jsonb NOT NULL,
	"assessment" jsonb,
	"row_version" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_by_name" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "local_version_once" UNIQUE("campaign_id","version")
);
--> statement-breakpoint
CREATE TABLE "machine_actor" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"grants" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "machine_actor_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "marketing_point" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"channel" text NOT NULL,
	"format" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"capacity" integer NOT NULL,
	"enabled" boolean NOT NULL,
	"fallback" jsonb,
	"row_version" integer NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "marketing_point_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "number_allocator" (
	"prefix" text PRIMARY KEY NOT NULL,
	"next" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"staff_id" text NOT NULL,
	"name" text NOT NULL,
	"auth_user_id" text,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_staff_id_unique" UNIQUE("staff_id"),
	CONSTRAINT "person_auth_user_id_unique" UNIQUE("auth_user_id")
);
--> statement-breakpoint
CREATE TABLE "placement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_kind" text NOT NULL,
	"campaign_id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"point_id" uuid NOT NULL,
	"list_version_id" uuid,
	"rule" jsonb,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"tier" text NOT NULL,
	"lever" integer NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "release" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"campaign_id" uuid NOT NULL,
	"campaign_number" text NOT NULL,
	"version_id" uuid NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"submitted_by" uuid NOT NULL,
	"submitted_by_name" text NOT NULL,
	"submitted_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"overtaken_at" timestamp with time zone,
	"seen_live_at" timestamp with time zone,
	"seen_ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "release_hash" CHECK ("release"."hash" = encode(sha256(convert_to('xietong.release.v1', 'UTF8') || '\x00'::bytea || convert_to("release"."text", 'UTF8')), 'hex'))
);
--> statement-breakpoint
CREATE TABLE "release_author" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"release_id" uuid NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	CONSTRAINT "release_author_once" UNIQUE("release_id","actor_id")
);
--> statement-breakpoint
CREATE TABLE "scenario_run" (
	"name" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "standard_placement" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"campaign_id" uuid NOT NULL,
	"standard_version_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"assessment" jsonb,
	"row_version" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid NOT NULL,
	"updated_by_name" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "standard_placement_once" UNIQUE("campaign_id","version")
);
--> statement-breakpoint
CREATE TABLE "subscriber" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"number_hash" "bytea" NOT NULL,
	"key_version" integer NOT NULL,
	"number_encrypted" "bytea" NOT NULL,
	"external_id" text,
	"home_tenant_id" uuid NOT NULL,
	"attributes" jsonb NOT NULL,
	"consent_personalised" boolean,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscriber_number_hash_unique" UNIQUE("number_hash"),
	CONSTRAINT "subscriber_external" UNIQUE("external_id")
);
--> statement-breakpoint
CREATE TABLE "subscriber_home" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscriber_id" uuid NOT NULL,
	"tenant_id" uuid NOT NULL,
	"from" timestamp with time zone NOT NULL,
	"until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "subscriber_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tenant_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"report" jsonb NOT NULL,
	"created_by" uuid NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscriber_offer" (
	"number_hash" "bytea" NOT NULL,
	"offer_code" text NOT NULL,
	"tenant_id" uuid NOT NULL,
	"ordered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "subscriber_offer_number_hash_offer_code_pk" PRIMARY KEY("number_hash","offer_code")
);
--> statement-breakpoint
CREATE TABLE "tenant" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name_zh" text NOT NULL,
	"name_en" text NOT NULL,
	"parent_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_code_unique" UNIQUE("code"),
	CONSTRAINT "tenant_parent" CHECK (("tenant"."kind" = 'PROVINCE') = ("tenant"."parent_id" is null))
);
--> statement-breakpoint
ALTER TABLE "approval_decision" ADD CONSTRAINT "approval_decision_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decision" ADD CONSTRAINT "approval_decision_request_id_approval_request_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_request"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_decision" ADD CONSTRAINT "approval_decision_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_approver_tenant_id_tenant_id_fk" FOREIGN KEY ("approver_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approval_request" ADD CONSTRAINT "approval_request_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asset" ADD CONSTRAINT "asset_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_list" ADD CONSTRAINT "customer_list_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_member" ADD CONSTRAINT "list_member_list_version_id_list_version_id_fk" FOREIGN KEY ("list_version_id") REFERENCES "public"."list_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_version" ADD CONSTRAINT "list_version_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "list_version" ADD CONSTRAINT "list_version_list_id_customer_list_id_fk" FOREIGN KEY ("list_id") REFERENCES "public"."customer_list"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_account" ADD CONSTRAINT "auth_account_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_auth_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."auth_user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_active_duty_id_duty_id_fk" FOREIGN KEY ("active_duty_id") REFERENCES "public"."duty"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "authorship" ADD CONSTRAINT "authorship_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "number_series" ADD CONSTRAINT "number_series_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standard_campaign" ADD CONSTRAINT "standard_campaign_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standard_version" ADD CONSTRAINT "standard_version_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standard_version" ADD CONSTRAINT "standard_version_campaign_id_standard_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."standard_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key" ADD CONSTRAINT "channel_key_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key" ADD CONSTRAINT "channel_key_machine_actor_id_machine_actor_id_fk" FOREIGN KEY ("machine_actor_id") REFERENCES "public"."machine_actor"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_key" ADD CONSTRAINT "channel_key_channel_channel_code_fk" FOREIGN KEY ("channel") REFERENCES "public"."channel"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metric_day" ADD CONSTRAINT "metric_day_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saving_unit" ADD CONSTRAINT "saving_unit_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attribute_definition" ADD CONSTRAINT "attribute_definition_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "city_function" ADD CONSTRAINT "city_function_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty" ADD CONSTRAINT "duty_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD CONSTRAINT "local_campaign_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_campaign" ADD CONSTRAINT "local_campaign_base_campaign_id_standard_campaign_id_fk" FOREIGN KEY ("base_campaign_id") REFERENCES "public"."standard_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_version" ADD CONSTRAINT "local_version_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_version" ADD CONSTRAINT "local_version_campaign_id_local_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."local_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "local_version" ADD CONSTRAINT "local_version_base_version_id_standard_version_id_fk" FOREIGN KEY ("base_version_id") REFERENCES "public"."standard_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marketing_point" ADD CONSTRAINT "marketing_point_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "marketing_point" ADD CONSTRAINT "marketing_point_channel_channel_code_fk" FOREIGN KEY ("channel") REFERENCES "public"."channel"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement" ADD CONSTRAINT "placement_point_id_marketing_point_id_fk" FOREIGN KEY ("point_id") REFERENCES "public"."marketing_point"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release" ADD CONSTRAINT "release_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_author" ADD CONSTRAINT "release_author_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_author" ADD CONSTRAINT "release_author_release_id_release_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."release"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standard_placement" ADD CONSTRAINT "standard_placement_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standard_placement" ADD CONSTRAINT "standard_placement_campaign_id_standard_campaign_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."standard_campaign"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "standard_placement" ADD CONSTRAINT "standard_placement_standard_version_id_standard_version_id_fk" FOREIGN KEY ("standard_version_id") REFERENCES "public"."standard_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber" ADD CONSTRAINT "subscriber_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber" ADD CONSTRAINT "subscriber_home_tenant_id_tenant_id_fk" FOREIGN KEY ("home_tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_home" ADD CONSTRAINT "subscriber_home_subscriber_id_subscriber_id_fk" FOREIGN KEY ("subscriber_id") REFERENCES "public"."subscriber"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_home" ADD CONSTRAINT "subscriber_home_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriber_import" ADD CONSTRAINT "subscriber_import_tenant_id_tenant_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenant"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_decision_once" ON "approval_decision" USING btree ("request_id","decided_by");--> statement-breakpoint
CREATE INDEX "approval_decision_release" ON "approval_decision" USING btree ("release_id");--> statement-breakpoint
CREATE UNIQUE INDEX "approval_request_one_open" ON "approval_request" USING btree ("release_id") WHERE "approval_request"."state" = 'OPEN';--> statement-breakpoint
CREATE INDEX "approval_request_todo" ON "approval_request" USING btree ("approver_tenant_id","state","submitted_at");--> statement-breakpoint
CREATE INDEX "approval_request_tenant" ON "approval_request" USING btree ("tenant_id","submitted_at");--> statement-breakpoint
CREATE INDEX "list_version_tenant" ON "list_version" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "audit_event_tenant" ON "audit_event" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "audit_event_at" ON "audit_event" USING btree ("at");--> statement-breakpoint
CREATE INDEX "audit_event_campaign" ON "audit_event" USING btree ("campaign_id","at");--> statement-breakpoint
CREATE INDEX "audit_event_subject" ON "audit_event" USING btree ("subject_type","subject_id","at");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "audit_event" USING btree ("actor_id","at");--> statement-breakpoint
CREATE INDEX "auth_account_user" ON "auth_account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "auth_account_once" ON "auth_account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "auth_session_user" ON "auth_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "auth_verification_identifier" ON "auth_verification" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "authorship_open_once" ON "authorship" USING btree ("campaign_id","kind","actor_id") WHERE "authorship"."settled_by" is null;--> statement-breakpoint
CREATE INDEX "standard_campaign_tenant" ON "standard_campaign" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "standard_version_one_draft" ON "standard_version" USING btree ("campaign_id") WHERE "standard_version"."state" in ('DRAFT', 'IN_REVIEW', 'APPROVED');--> statement-breakpoint
CREATE INDEX "standard_version_tenant" ON "standard_version" USING btree ("tenant_id","state","updated_at");--> statement-breakpoint
CREATE INDEX "event_behind_number" ON "event" USING btree ("tenant_id","day","type","campaign_number");--> statement-breakpoint
CREATE INDEX "event_identity_day" ON "event_identity" USING btree ("received_day");--> statement-breakpoint
CREATE INDEX "duty_person" ON "duty" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "duty_tenant" ON "duty" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "local_campaign_tenant" ON "local_campaign" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "local_campaign_base" ON "local_campaign" USING btree ("base_campaign_id");--> statement-breakpoint
CREATE UNIQUE INDEX "local_version_one_draft" ON "local_version" USING btree ("campaign_id") WHERE "local_version"."state" in ('DRAFT', 'IN_REVIEW');--> statement-breakpoint
CREATE INDEX "local_version_tenant" ON "local_version" USING btree ("tenant_id","state","updated_at");--> statement-breakpoint
CREATE INDEX "placement_version" ON "placement" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "placement_tenant" ON "placement" USING btree ("tenant_id");--> statement-breakpoint
CREATE INDEX "release_tenant" ON "release" USING btree ("tenant_id","submitted_at");--> statement-breakpoint
CREATE INDEX "release_campaign" ON "release" USING btree ("campaign_id");--> statement-breakpoint
CREATE INDEX "release_version" ON "release" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "release_served" ON "release" USING btree ("ends_at") WHERE "release"."state" = 'APPROVED';--> statement-breakpoint
CREATE UNIQUE INDEX "standard_placement_one_draft" ON "standard_placement" USING btree ("campaign_id") WHERE "standard_placement"."state" in ('DRAFT', 'IN_REVIEW');--> statement-breakpoint
CREATE INDEX "subscriber_home_tenant" ON "subscriber" USING btree ("home_tenant_id");--> statement-breakpoint
CREATE INDEX "subscriber_attributes" ON "subscriber" USING gin ("attributes" jsonb_path_ops);--> statement-breakpoint
CREATE UNIQUE INDEX "subscriber_home_present" ON "subscriber_home" USING btree ("subscriber_id") WHERE "subscriber_home"."until" is null;