CREATE TABLE `environments` (
	`flow` text NOT NULL,
	`slot` text NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`environment` text NOT NULL,
	`name` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `slot`)
);
--> statement-breakpoint
CREATE TABLE `ledger` (
	`environment` text NOT NULL,
	`operation` text NOT NULL,
	`identity` text NOT NULL,
	`owner` text NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`flow` text NOT NULL,
	`node` text NOT NULL,
	`run` text NOT NULL,
	`record` text NOT NULL,
	`state` text NOT NULL,
	`action` text NOT NULL,
	`hash` text NOT NULL,
	`version` text,
	`idempotency_key` text NOT NULL,
	`reference` text,
	`intent_at` integer NOT NULL,
	`done_at` integer,
	PRIMARY KEY(`environment`, `operation`, `identity`, `owner`)
);
--> statement-breakpoint
CREATE INDEX `ledger_flow` ON `ledger` (`flow`,`state`);--> statement-breakpoint
CREATE TABLE `parked` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`flow` text NOT NULL,
	`identity` text NOT NULL,
	`source` text NOT NULL,
	`node` text NOT NULL,
	`run` text NOT NULL,
	`record` text NOT NULL,
	`key` text NOT NULL,
	`problem` text NOT NULL,
	`code` text NOT NULL,
	`payload` blob NOT NULL,
	`keys` text NOT NULL,
	`state` text NOT NULL,
	`retry_at` integer,
	`attempts` integer NOT NULL,
	`parked_at` integer NOT NULL,
	`resolved_at` integer,
	`resolved_by` text
);
--> statement-breakpoint
CREATE INDEX `parked_open` ON `parked` (`state`,`flow`,`identity`);--> statement-breakpoint
CREATE INDEX `parked_record` ON `parked` (`record`);--> statement-breakpoint
CREATE TABLE `processed_deliveries` (
	`delivery` integer PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`run` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `record_keys` (
	`value` text NOT NULL,
	`record` text NOT NULL,
	`type` text NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	PRIMARY KEY(`value`, `record`, `type`)
);
--> statement-breakpoint
CREATE INDEX `record_keys_record` ON `record_keys` (`record`);--> statement-breakpoint
CREATE TABLE `records` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`run` text NOT NULL,
	`ordinal` integer NOT NULL,
	`flow` text NOT NULL,
	`source` text NOT NULL,
	`identity` text NOT NULL,
	`key` text NOT NULL,
	`keys` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`problem` text,
	`node` text,
	`at` integer NOT NULL,
	`period` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `records_run` ON `records` (`run`,`ordinal`);--> statement-breakpoint
CREATE INDEX `records_run_status` ON `records` (`run`,`status`,`ordinal`);--> statement-breakpoint
CREATE INDEX `records_identity` ON `records` (`flow`,`identity`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`flow` text NOT NULL,
	`flow_name` text NOT NULL,
	`version` integer,
	`document` text NOT NULL,
	`document_hash` text NOT NULL,
	`connections` text NOT NULL,
	`mode` text NOT NULL,
	`trigger` text NOT NULL,
	`selection` text NOT NULL,
	`by` text NOT NULL,
	`status` text NOT NULL,
	`requested_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`read` integer DEFAULT 0 NOT NULL,
	`created` integer DEFAULT 0 NOT NULL,
	`updated` integer DEFAULT 0 NOT NULL,
	`skipped` integer DEFAULT 0 NOT NULL,
	`parked` integer DEFAULT 0 NOT NULL,
	`pending` integer DEFAULT 0 NOT NULL,
	`effects` text DEFAULT '{}' NOT NULL,
	`steps` text DEFAULT '{}' NOT NULL,
	`problem` text,
	`progress` text DEFAULT '{}' NOT NULL,
	`base` text,
	`attempts` integer DEFAULT 0 NOT NULL,
	`accepted` text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `runs_flow` ON `runs` (`flow`,`id`);--> statement-breakpoint
CREATE INDEX `runs_status` ON `runs` (`status`,`id`);--> statement-breakpoint
CREATE TABLE `watermarks` (
	`flow` text NOT NULL,
	`node` text NOT NULL,
	`environment` text NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`value` text NOT NULL,
	`run` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`flow`, `node`, `environment`)
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
