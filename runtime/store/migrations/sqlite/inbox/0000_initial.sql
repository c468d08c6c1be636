CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace` text DEFAULT 'default' NOT NULL,
	`hook` text NOT NULL,
	`flow` text NOT NULL,
	`node` text NOT NULL,
	`delivery` text NOT NULL,
	`topic` text,
	`headers` text NOT NULL,
	`body` blob NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_once` ON `deliveries` (`hook`,`delivery`);--> statement-breakpoint
CREATE INDEX `deliveries_flow` ON `deliveries` (`flow`,`node`,`id`);