CREATE TABLE `chunks` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`run` text NOT NULL,
	`first_ordinal` integer NOT NULL,
	`last_ordinal` integer NOT NULL,
	`size` integer NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE INDEX `chunks_run` ON `chunks` (`run`,`first_ordinal`);