CREATE TABLE `api_tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`name` text NOT NULL,
	`role` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_tokens_hash` ON `api_tokens` (`hash`);--> statement-breakpoint
CREATE TABLE `connections` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`config` text NOT NULL,
	`secrets` text NOT NULL,
	`revision` integer NOT NULL,
	`sandbox` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `flow_revisions` (
	`flow` text NOT NULL,
	`revision` integer NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`document` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `revision`)
);
--> statement-breakpoint
CREATE TABLE `flow_versions` (
	`flow` text NOT NULL,
	`version` integer NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`document` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`note` text,
	PRIMARY KEY(`flow`, `version`)
);
--> statement-breakpoint
CREATE TABLE `flows` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`name` text NOT NULL,
	`document` text NOT NULL,
	`revision` integer NOT NULL,
	`connections` text DEFAULT '{}' NOT NULL,
	`enabled` integer DEFAULT 0 NOT NULL,
	`enabled_at` integer,
	`published_version` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `hooks` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`flow` text NOT NULL,
	`node` text NOT NULL,
	`system` text NOT NULL,
	`secret` text,
	`previous_secret` text,
	`connection` text,
	`subscribed_at` integer,
	`problem` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `hooks_flow_node` ON `hooks` (`flow`,`node`);--> statement-breakpoint
CREATE TABLE `live_events` (
	`seq` integer PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`at` integer NOT NULL,
	`type` text NOT NULL,
	`run` text,
	`flow` text,
	`body` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `live_events_run` ON `live_events` (`run`,`seq`);--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`password` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `people_email` ON `people` (`workspace`,`email`);--> statement-breakpoint
CREATE TABLE `run_orders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`run` text NOT NULL,
	`kind` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `run_requests` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`flow` text NOT NULL,
	`mode` text NOT NULL,
	`trigger` text NOT NULL,
	`version` integer,
	`selection` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`taken_at` integer
);
--> statement-breakpoint
CREATE INDEX `run_requests_flow` ON `run_requests` (`flow`,`id`);--> statement-breakpoint
CREATE INDEX `run_requests_open` ON `run_requests` (`taken_at`,`id`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`person` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `slots` (
	`flow` text NOT NULL,
	`node` text NOT NULL,
	`due_at` integer NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`run` text,
	`late_ms` integer NOT NULL,
	PRIMARY KEY(`flow`, `node`, `due_at`)
);
